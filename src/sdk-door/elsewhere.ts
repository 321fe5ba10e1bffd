import type { World } from '../contract/world.js';
import { isKeyId, parseKmsArn, type Scope } from '../model/arn.js';

const REGION = "options.region, the client's own Region or AWS_REGION tell which";
const ACCOUNT = 'options.accountId and kms.as({ accountId }) tell which; another account needs the ARN';

/** A key or alias of this world, by its place. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Puts a hint beside AWS's NotFoundException where what was asked for is in another Region or account of this world: a
 * property that is not enumerable, and a line of the stack, which Node and test runners print. Name, message and what
 * equality looks at stay AWS's.
 */
export function hintAt(error: unknown, { state }: World, scope: Scope, input: Readonly<Record<string, unknown>>): void {
  if (!(error instanceof Error)) return;
  for (const id of Object.values(input)) {
    const name = typeof id === 'string' ? nameIn(id) : undefined;
    if (name === undefined) continue;
    const place = placesOf(name).find(({ account, region }) => account !== scope.account || region !== scope.region);
    if (place === undefined) continue;
    const advice = place.region === scope.region ? ACCOUNT : REGION;
    attach(error, `[localkms] ${name} is in ${told(place)}, and this call is for ${told(scope)}: ${advice}`);
    return;
  }

  function placesOf(name: string): readonly Place[] {
    if (isKeyId(name)) return state.list('keys', 'keyId', name);
    return [...state.all('aliases')].filter(({ AliasName }) => AliasName === name);
  }
}

/** An alias name or key id, also out of an ARN. */
function nameIn(id: string): string | undefined {
  const resource = parseKmsArn(id)?.resource ?? id;
  const name = resource.startsWith('key/') ? resource.slice('key/'.length) : resource;
  return name.startsWith('alias/') || isKeyId(name) ? name : undefined;
}

function told({ account, region }: Place): string {
  return `${region} of account ${account}`;
}

function attach(error: Error, hint: string): void {
  Object.defineProperty(error, 'localkmsHint', { value: hint, configurable: true });
  const { stack } = error;
  if (stack === undefined) return;
  const frames = stack.indexOf('\n    at ');
  const [head, rest] = frames < 0 ? [stack, ''] : [stack.slice(0, frames), stack.slice(frames)];
  error.stack = `${head}\n${hint}${rest}`;
}
