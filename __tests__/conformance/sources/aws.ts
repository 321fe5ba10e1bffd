import type { OperationName } from '../../../src/model/operation.js';
import type { Published } from '../source.js';

const DOCUMENTATION = 'https://docs.aws.amazon.com/kms/latest';

/** A section of an operation's page in the API Reference. */
export function apiReference(operation: OperationName, section: string, anchor = ''): Published {
  return {
    evidence: 'D',
    title: `API Reference, ${operation}: ${section}`,
    url: `${DOCUMENTATION}/APIReference/API_${operation}.html${anchor && `#${anchor}`}`,
  };
}

/** A page of the Developer Guide, by its name in the address, and a section. */
export function developerGuide(page: string, section: string, anchor = ''): Published {
  return {
    evidence: 'D',
    title: `Developer Guide, ${section}`,
    url: `${DOCUMENTATION}/developerguide/${page}.html${anchor && `#${anchor}`}`,
  };
}
