// docs/operations.md: the declarations of src/operations, for people.

const INTRODUCTION = `# Operations

<!-- Written by \`npm run docs\` from src/operations and src/model/key-states.ts. -->

Every operation that this version answers, as it is declared. Where an operation uses more than one key, each has a line.

- **Permission**: the IAM action that a key policy or grant has to allow.
- **Names its key by**: \`id\` is a key id or key ARN; \`alias\` adds alias names and alias ARNs.
- **Key states**: a row of the second table.
- **DryRun**: whether the operation has the member.
- **Last usage**: whether GetKeyLastUsage tells of it.
`;

export function operationsPage({ OPERATIONS, KEY_STATES }) {
  return [
    INTRODUCTION,
    table(
      ['Operation', 'Permission', 'Names its key by', 'Other accounts', 'Key states', 'DryRun', 'Last usage', 'Only'],
      Object.entries(OPERATIONS)
        .sort()
        .flatMap(([name, operation]) => operationRows(name, operation)),
    ),
    `\n${statesIntroduction}`,
    table(['Key states', ...stateNames(KEY_STATES)], Object.entries(KEY_STATES).map(stateRow)),
    '',
  ].join('\n');
}

function operationRows(name, { keys, input, tracksLastUsage }) {
  const whole = [yes('DryRun' in input), yes(tracksLastUsage)];
  if (keys.length === 0) return [[name, action(name), '', '', '', ...whole, '']];
  return keys.map((use, index) => [
    index === 0 ? name : '',
    action(use.permission ?? name),
    `${use.aliases ? 'alias' : 'id'} in \`${use.member}\``,
    yes(use.crossAccount || use.otherAccounts !== undefined),
    use.states,
    ...(index === 0 ? whole : ['', '']),
    restrictions(use),
  ]);
}

function restrictions({ keyUsage, origins = [], access }) {
  const only = [keyUsage, ...origins].filter((word) => word !== undefined).map((word) => `\`${word}\``);
  return [...only, ...(access === 'write' ? ['customer managed'] : [])].join(', ');
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
