import { deepStrictEqual } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { inspect, isDeepStrictEqual } from 'node:util';
import { type LocalKms, localKms } from '../../src/index.js';
import { OwnError } from './odd.js';
import { PLACES, type Send, senderAt } from './places.js';

/** Throws unless what holds for every world holds for this one, whatever was done in it. */
export async function checkWorld(kms: LocalKms, shared: AbortSignal): Promise<void> {
  kms.faults.clear();
  await listsAsItKnows(kms);
  survivesJson(kms);
  canBePrinted(kms);
  deepStrictEqual(getEventListeners(shared, 'abort'), [], 'a signal that nobody aborted has listeners left');
  await newWorldEncrypts();
}

/** `keys()` and ListKeys tell the same keys in the same order. */
async function listsAsItKnows(kms: LocalKms): Promise<void> {
  const keys = kms.keys();
  const places = new Map<string, { region: string; accountId: string }>();
  for (const { region, ...caller } of PLACES) {
    const accountId = 'accountId' in caller ? caller.accountId : '000000000000';
    places.set(`${accountId} ${region}`, { region, accountId });
  }
  const arns = keys.map(({ Arn }) => Arn as string);
  for (const arn of arns) {
    const { region, accountId } = placeOf(arn);
    places.set(`${accountId} ${region}`, { region, accountId });
  }
  for (const { region, accountId } of places.values()) {
    const expected = arns.filter((arn) => isDeepStrictEqual(placeOf(arn), { region, accountId }));
    const listed = await listKeys(senderAt(kms, { region, accountId }));
    deepStrictEqual(listed, expected, `ListKeys of ${accountId} in ${region}, and keys()`);
  }
}

function placeOf(arn: string): { region: string; accountId: string } {
  const [, , , region, accountId] = arn.split(':') as [string, string, string, string, string];
  return { region, accountId };
}

async function listKeys(send: Send): Promise<string[]> {
  const arns: string[] = [];
  let Marker: unknown;
  do {
    const page = await send('ListKeys', { Marker, Limit: 7 });
    arns.push(...(page.Keys as { KeyArn: string }[]).map(({ KeyArn }) => KeyArn));
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return arns;
}

/** Whatever the callers wrote; JSON has no BigInt, and a toJSON of theirs may throw. */
function canBePrinted(kms: LocalKms): void {
  if (inspect(kms.calls(), { depth: 12 }).includes('Inspection interrupted')) throw new Error('calls() does not print');
  try {
    JSON.stringify(kms.calls());
  } catch (error) {
    if (!(error instanceof OwnError || /BigInt/.test(String(error)))) throw error;
  }
}

function survivesJson(kms: LocalKms): void {
  const other = localKms({ clock: kms.clock.now() });
  other.restore(JSON.parse(JSON.stringify(kms.snapshot())));
  deepStrictEqual(other.keys(), kms.keys(), 'the keys of a world from a snapshot by JSON');
}

/** Nothing that was given to one world has an effect on another. */
export async function newWorldEncrypts(): Promise<void> {
  const send = senderAt(localKms({ keys: [{ Alias: 'alias/a' }] }), { region: 'us-east-1' });
  const Plaintext = new Uint8Array([1, 2, 3]);
  const { CiphertextBlob } = await send('Encrypt', { KeyId: 'alias/a', Plaintext });
  deepStrictEqual((await send('Decrypt', { CiphertextBlob })).Plaintext, Plaintext);
}
