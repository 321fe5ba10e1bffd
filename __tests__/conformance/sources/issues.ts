import type { Published } from '../source.js';

/** An issue or pull request on GitHub in which a user of AWS shows its answer, as `owner/repository#number`. */
export function quoted(issue: `${string}/${string}#${number}`): Published {
  return { evidence: 'IS', title: issue, url: `https://github.com/${issue.replace('#', '/issues/')}` };
}

/** A file of a public repository in which a user shows an answer of AWS, by its commit, path and heading. */
export function shown(repository: `${string}/${string}`, place: `${string}/${string}#${string}`): Published {
  return { evidence: 'IS', title: repository, url: `https://github.com/${repository}/blob/${place}` };
}
