import { KmsFault } from '../fault.js';

function tagFault(message: string): KmsFault {
  return new KmsFault('TagException', message);
}

export function duplicateTagKeys(): KmsFault {
  return tagFault('Duplicate tag keys');
}

export function reservedTagKey(): KmsFault {
  return tagFault('Tags beginning with aws: are reserved');
}

export function invalidTag(): KmsFault {
  return tagFault('Invalid tag');
}

export function tooManyTags(): KmsFault {
  return tagFault('Too many tags');
}
