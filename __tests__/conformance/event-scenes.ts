import { callLog } from '../../src/bench/calls/calls.js';
import type { CloudTrailRecord } from '../../src/events/record.js';
import { trailOf } from '../../src/events/records.js';
import type { TestKms } from '../support/engine.js';
import type { Fact } from './fact.js';
import { newKey } from './key-scenes.js';

type Members = readonly (keyof CloudTrailRecord)[];

/** What a scene does with a key, and the other key that it may need. */
export type Deed = (kms: TestKms, KeyId: string, other: string) => Promise<unknown>;

/** Members of the records of an event, with `<id>`, `<arn>`, `<other id>`, `<other arn>` for two keys; a refusal is an event too. */
export function recordsOf(eventName: string, members: Members, deed: Deed, input: object = {}): Fact['run'] {
  return async (kms) => {
    const log = callLog(kms.world.clock, 1000);
    Object.assign(kms.world.hooks, log.hooks);
    const [key, other] = [await newKey(kms, input), await newKey(kms)];
    await deed(kms, key.KeyId, other.KeyId).catch(() => {});
    const { events } = trailOf({ options: {}, world: kms.world, log, keyArnOf: () => undefined });
    const records = events().filter((record) => record.eventName === eventName);
    const text = JSON.stringify(
      records.map((record) => Object.fromEntries(members.map((name) => [name, record[name]]))),
    )
      .replaceAll(key.Arn, '<arn>')
      .replaceAll(other.Arn, '<other arn>')
      .replaceAll(key.KeyId, '<id>')
      .replaceAll(other.KeyId, '<other id>');
    return JSON.parse(text);
  };
}

export function resource(ARN: string): object {
  return { accountId: '000000000000', type: 'AWS::KMS::Key', ARN };
}
