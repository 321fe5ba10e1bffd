// What deciding about a caller takes, alone and added to a call, in processor time. Run by `npm run bench`.
import { DescribeKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { benchDecisions } from './decisions.mjs';
import { compare, format } from './measure.mjs';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHERS = ['Create*', 'Sign', 'Verify', 'Put*', 'Tag*', 'Enable*', 'List*', 'Re*', 'Update*'];

/** Ten statements, of which the last alone has the action. */
function tenStatements(last, more = {}) {
  const Statement = [...OTHERS, last].map((name) => ({
    Effect: 'Allow',
    Action: `kms:${name}`,
    Resource: '*',
    ...more,
  }));
  return { Version: '2012-10-17', Statement };
}

const toRole = { Principal: { AWS: ROLE } };
const tenPolicies = (last) => [...Array(9).fill('Get*'), last].map((name) => tenStatements(name));

const WORLDS = {
  'nothing to decide (default key policy, no IAM)': {},
  'a key policy of 10 statements': { Policy: (name) => tenStatements(name, toRole) },
  'IAM: 10 policies of 10 statements': { iam: (name) => ({ roles: { [ROLE]: { policies: tenPolicies(name) } } }) },
  'denied by the key policy of 10 statements': { Policy: () => tenStatements('Get*', toRole) },
};

/** One call after the other by a client of a world with such policies; a denial is an answer, too. */
function caller(Command, input, { Policy, iam }) {
  const [name] = Command.name.split('Command');
  const kms = localKms({
    region: 'us-east-1',
    calls: false,
    keys: [{ KeyId, ...(Policy && { Policy: Policy(name) }) }],
    ...(iam && { iam: iam(name) }),
  });
  const plugin = Policy || iam ? kms.as({ principal: SESSION }) : kms;
  const client = new KMSClient({ region: 'us-east-1' });
  client.middlewareStack.use(plugin);
  return () => client.send(new Command(input)).catch(() => undefined);
}

async function benchOperation(Command, input) {
  const contestants = Object.fromEntries(
    Object.entries(WORLDS).map(([title, policies]) => [title, caller(Command, input, policies)]),
  );
  const figures = await compare(contestants);
  const rows = Object.entries(figures).map(
    ([title, figure], at) => `| ${title} | ${at === 0 ? '' : '+'}${format(figure)} |`,
  );
  return [
    `### ${Command.name.replace('Command', '')}, by who decides`,
    '',
    '| | µs of processor time |',
    '|---|---:|',
    ...rows,
    '',
  ].join('\n');
}

export async function benchAccess() {
  return [
    await benchDecisions(),
    await benchOperation(DescribeKeyCommand, { KeyId }),
    await benchOperation(EncryptCommand, { KeyId, Plaintext: new Uint8Array(1024) }),
  ].join('\n');
}
