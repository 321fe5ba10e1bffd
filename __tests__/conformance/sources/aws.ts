import type { OperationName } from '../../../src/model/operation-types.js';
import type { Published } from '../source.js';

const API_REFERENCE = 'https://docs.aws.amazon.com/kms/latest/APIReference';

/** The text of the Developer Guide as AWS published it last on GitHub, in June 2023: it stays as it was read. */
const DEVELOPER_GUIDE =
  'https://github.com/awsdocs/aws-kms-developer-guide/blob/3447fd9221fcc8ee5589b4c1a513883756729eac/doc_source';

const GUIDE_TODAY = 'https://docs.aws.amazon.com/kms/latest/developerguide';

/** What an operation's page of the API Reference says of the operation. */
export function apiReference(operation: OperationName): Published {
  return section(operation, operation, '');
}

/** What it says of a member of the request. */
export function requestMember(operation: OperationName, member: string): Published {
  return section(operation, `request member ${member}`, `KMS-${operation}-request-${member}`);
}

/** What it says of a member of the response. */
export function responseMember(operation: OperationName, member: string): Published {
  return section(operation, `response member ${member}`, `KMS-${operation}-response-${member}`);
}

/** What it says of an exception that the operation throws. */
export function listedError(operation: OperationName, exception: string): Published {
  return section(operation, exception, `API_${operation}_Errors`);
}

/** What the API Reference says of a member of a structure. */
export function memberOf(structure: string, member: string): Published {
  const url = `${API_REFERENCE}/API_${structure}.html#KMS-Type-${structure}-${member}`;
  return { evidence: 'D', title: `API Reference: ${structure}, ${member}`, url };
}

/** A page of the Developer Guide by the name of its file, without `.md`, and the heading of the section. */
export function developerGuide(page: string, heading: string, anchor = ''): Published {
  return { evidence: 'D', title: `Developer Guide: ${heading}`, url: at(`${DEVELOPER_GUIDE}/${page}.md`, anchor) };
}

/** The same guide as it is now, for what is newer than that. */
export function guideToday(page: string, heading: string, anchor = ''): Published {
  return { evidence: 'D', title: `Developer Guide: ${heading}`, url: at(`${GUIDE_TODAY}/${page}.html`, anchor) };
}

function section(operation: OperationName, name: string, anchor: string): Published {
  const title = name === operation ? `API Reference: ${operation}` : `API Reference: ${operation}, ${name}`;
  return { evidence: 'D', title, url: at(`${API_REFERENCE}/API_${operation}.html`, anchor) };
}

function at(page: string, anchor: string): string {
  return anchor === '' ? page : `${page}#${anchor}`;
}
