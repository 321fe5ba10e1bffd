import { reservedAliasName } from '../model/faults/access.js';
import { aliasCharacters, aliasPrefixMissing } from '../model/faults/aliases.js';

const PREFIX = 'alias/';

/** What the pattern of AliasName lets through and AWS refuses. https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html */
export function checkAliasName(aliasName: string): void {
  if (!aliasName.startsWith(PREFIX) || aliasName === PREFIX) throw aliasPrefixMissing();
  if (aliasName.includes(':')) throw aliasCharacters(aliasName);
  if (aliasName === 'alias/aws' || aliasName.startsWith('alias/aws/')) throw reservedAliasName();
}
