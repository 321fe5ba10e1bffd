// docs/operations.md: the declarations of src/operations, for people.

const INTRODUCTION = `# Operations

<!-- Written by \`npm run docs\` from src/operations and src/model/key-states.ts. -->

Every operation that this version answers, as it is declared. Each permission that it takes has a line.

- **Permission**: the IAM action that policies or a grant have to allow. A key without one only narrows what is listed.
- **Resource**: a key has a key policy; about an alias, a key that is not there yet and \`*\` only policies of IAM decide. A key is named by \`id\`, which is a key id or key ARN; \`alias\` adds alias names and alias ARNs.
- **Grants**: whether a grant can allow it.
- **Key states**: a row of the second table.
- **DryRun**: whether the operation has the member.
- **Last usage**: whether GetKeyLastUsage tells of it.
`;

export function operationsPage({ OPERATIONS, KEY_STATES }) {
  return [
    INTRODUCTION,
    table(
      ['Operation', 'Permission', 'Resource', 'Grants', 'Other accounts', 'Key states', 'Only', 'DryRun', 'Last usage'],
      Object.entries(OPERATIONS)
        .sort()
        .flatMap(([name, operation]) => operationRows(name, operation)),
    ),
    `\n${statesIntroduction}`,
    table(['Key states', ...stateNames(KEY_STATES)], Object.entries(KEY_STATES).map(stateRow)),
    '',
  ].join('\n');
}

/** In the order in which permissions are asked: an alias before its key, the rest behind. */
function operationRows(name, { keys, resources = [], input, tracksLastUsage }) {
  const resourceRow = ({ resource, permission = name, when, region }) => [
    action(permission),
    `${RESOURCES[resource]}${region ? ' in the other Region' : ''}${when ? ', where it gets tags' : ''}`,
    ...['', '', '', ''],
  ];
  const keyRow = (use) => [
    use.decidedBy === 'nobody' ? '' : action(use.permission ?? name),
    `key, by ${use.aliases ? 'alias' : 'id'} in \`${use.member}\``,
    use.decidedBy === 'nobody' ? '' : grantOf(use),
    yes(use.crossAccount),
    use.states,
    restrictions(use),
  ];
  const rows = [
    ...resources.filter(({ resource }) => resource === 'alias').map(resourceRow),
    ...keys.filter(({ decidedBy }) => decidedBy !== 'nobody').map(keyRow),
    ...resources.filter(({ resource }) => resource !== 'alias').map(resourceRow),
    ...keys.filter(({ decidedBy }) => decidedBy === 'nobody').map(keyRow),
  ];
  return rows.map((row, index) =>
    index === 0 ? [name, ...row, yes('DryRun' in input), yes(tracksLastUsage)] : ['', ...row, '', ''],
  );
}

const RESOURCES = { '*': '`*`', alias: 'alias in `AliasName`', 'new key': 'the new key' };

function grantOf({ grantable, decidedBy }) {
  if (decidedBy === 'grant') return 'the grant itself';
  return yes(grantable);
}

function restrictions({ keyUsage, origins = [] }) {
  return [keyUsage, ...origins]
    .filter((word) => word !== undefined)
    .map((word) => `\`${word}\``)
    .join(', ');
}

const statesIntroduction = `## Key states

What each row above means for a key in each state: empty where the operation goes on, else why it is refused.
`;

function stateNames(rows) {
  return Object.keys(Object.values(rows)[0]);
}

function stateRow([name, row]) {
  return [name, ...Object.values(row).map((obstacle) => (obstacle === 'ok' ? '' : obstacle))];
}

const action = (permission) => `\`kms:${permission}\``;
const yes = (flag) => (flag ? 'yes' : '');

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
