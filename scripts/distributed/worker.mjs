// One of the processes that share a world. It calls at random, and in the end tells each call and what it was answered.
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  KMSClient,
  RevokeGrantCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { postgresStore } from 'localkms/postgres';
import { Pool } from 'pg';

const AT_ONCE = 8;
/** The first process turns the time of all on by so many days, so often. */
const DAYS = 20;
const ADVANCES = 40;
const DAY = 86_400_000;
const EXPECTED = ['AlreadyExistsException', 'NotFoundException', 'DisabledException'];

const { connectionString, index, calls, names, keys, out } = JSON.parse(process.argv[2]);
const pool = new Pool({ connectionString });
const kms = localKms({ store: postgresStore({ pool }), calls: false });
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));
const history = [];
const tags = {};
const ciphertexts = [];
/** The latest grants of which this process has heard. */
const grants = {};
const turns = Math.ceil(calls / AT_ONCE);
const turnsBetween = Math.ceil(turns / ADVANCES);
const days = Math.ceil(turns / turnsBetween) * DAYS;

const now = () => Number(process.hrtime.bigint()) / 1e6;
const oneOf = (things) => things[Math.floor(Math.random() * things.length)];

/** Sends a call and writes down what it was answered, or with which exception it was refused. */
async function call(thing, command, given, answerOf = () => 'done') {
  const name = command.constructor.name.replace(/Command$/, '');
  const start = now();
  let answer;
  try {
    answer = answerOf(await client.send(command));
  } catch (error) {
    if (!EXPECTED.includes(error.name)) throw error;
    answer = error.name;
  }
  history.push({ thing, call: name, given, answer, start, end: now(), by: index });
  return answer;
}

const CALLS = [
  () => {
    const AliasName = oneOf(names);
    const TargetKeyId = oneOf(keys.shared);
    return oneOf([
      () => call(`alias ${AliasName}`, new CreateAliasCommand({ AliasName, TargetKeyId }), TargetKeyId),
      () => call(`alias ${AliasName}`, new UpdateAliasCommand({ AliasName, TargetKeyId }), TargetKeyId),
      () => call(`alias ${AliasName}`, new DeleteAliasCommand({ AliasName })),
      () => {
        const command = new DescribeKeyCommand({ KeyId: AliasName });
        return call(`alias ${AliasName}`, command, undefined, ({ KeyMetadata }) => KeyMetadata.KeyId);
      },
    ])();
  },
  () => {
    const KeyId = oneOf(keys.shared);
    const Description = `${index} ${history.length} ${Math.random()}`;
    if (Math.random() < 0.5) {
      return call(`description ${KeyId}`, new UpdateKeyDescriptionCommand({ KeyId, Description }), Description);
    }
    const command = new DescribeKeyCommand({ KeyId });
    return call(`description ${KeyId}`, command, undefined, ({ KeyMetadata }) => KeyMetadata.Description);
  },
  () => {
    const KeyId = oneOf(keys.states);
    return oneOf([
      () => call(`state ${KeyId}`, new EnableKeyCommand({ KeyId })),
      () => call(`state ${KeyId}`, new DisableKeyCommand({ KeyId })),
      () => call(`state ${KeyId}`, new EncryptCommand({ KeyId, Plaintext: Buffer.from(KeyId) })),
    ])();
  },
  async () => {
    const KeyId = oneOf(keys.grants);
    const thing = `grant ${KeyId}`;
    if (grants[KeyId] !== undefined && Math.random() < 0.5) {
      const GrantId = grants[KeyId];
      await call(thing, new RevokeGrantCommand({ KeyId, GrantId }), GrantId);
      return;
    }
    const GranteePrincipal = 'arn:aws:iam::000000000000:role/grantee';
    const command = new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Encrypt'], Name: 'one' });
    grants[KeyId] = await call(thing, command, undefined, ({ GrantId }) => GrantId);
  },
  async (loop, turn) => {
    // Nobody else writes this tag of this key.
    const KeyId = oneOf(keys.shared.filter((_, at) => at % AT_ONCE === loop));
    const TagValue = `${turn}`;
    await client.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: `process ${index}`, TagValue }] }));
    tags[KeyId] = TagValue;
  },
  async () => {
    const KeyId = oneOf(keys.rotating);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(KeyId) }));
    if (ciphertexts.length < 200) ciphertexts.push([KeyId, Buffer.from(CiphertextBlob).toString('base64')]);
  },
];

async function loop(_, number) {
  for (let turn = 0; turn < turns; turn++) {
    await oneOf(CALLS)(number, turn);
    if (index === 0 && number === 0 && turn % turnsBetween === 0) kms.clock.advance({ days: DAYS });
  }
}

const begun = now();
await Promise.all(Array.from({ length: AT_ONCE }, loop));
const seconds = (now() - begun) / 1000;
// The first may be slower.
const deadline = now() + 3 * seconds * 1000 + 60_000;
while (kms.clock.now() < Date.now() + days * DAY - 1000 && now() < deadline) {
  await wait(20);
  await kms.ready();
}
const ahead = Math.round((kms.clock.now() - Date.now()) / DAY);
writeFileSync(out, JSON.stringify({ history, tags, ciphertexts, days, ahead, seconds }));
await kms.close();
await pool.end();
