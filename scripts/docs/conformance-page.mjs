// docs/conformance.md: the facts of __tests__/conformance, for people, and their totals for the README.

const EVIDENCE = {
  LS: "recorded from AWS by LocalStack's snapshot tests",
  FL: 'measured on AWS by the authors of floci',
  IS: 'quoted by users of AWS in public issues',
  D: "AWS's documentation",
  E: 'only seen in emulators',
  I: 'inferred',
};
const KINDS = Object.keys(EVIDENCE);

const INTRODUCTION = `# Conformance

<!-- Written by \`npm run docs\` from __tests__/conformance. -->

What AWS KMS answers, as facts that \`npx jest __tests__/conformance\` asks of localkms one by one: each sets its scene, makes
its request, and compares the whole answer or error. The evidence tells how sure a fact is:

${KINDS.map((kind) => `- **${kind}**: ${EVIDENCE[kind]}`).join('\n')}
`;

export function conformancePage({ FACTS, DIVERGENCES, OPEN_QUESTIONS }) {
  const groups = [...new Set(FACTS.map(({ group }) => group))].sort();
  return [
    INTRODUCTION,
    `${totals({ FACTS, DIVERGENCES })}\n`,
    table(
      ['Group', ...KINDS, 'Facts'],
      [...groups.map((group) => countRow(group, inGroup(FACTS, group))), countRow('all', FACTS)],
    ),
    '',
    divergences(FACTS, DIVERGENCES),
    `## What is not known

Where AWS's sources disagree or say nothing, and what localkms does.
`,
    table(
      ['Question', 'localkms'],
      OPEN_QUESTIONS.map(({ question, localkms }) => [question, localkms]),
    ),
    ...groups.map((group) => factsOf(group, inGroup(FACTS, group))),
    '',
  ].join('\n');
}

export function totals({ FACTS, DIVERGENCES }) {
  const operations = new Set(FACTS.map(({ operation }) => operation)).size;
  const measured = FACTS.filter(({ evidence }) => ['LS', 'FL', 'IS'].includes(evidence)).length;
  const apart = Object.keys(DIVERGENCES).length;
  const known = apart === 0 ? 'localkms matches them all' : `localkms is known to differ in ${apart}`;
  return `${FACTS.length} facts over ${operations} operations, ${measured} of them seen on AWS itself; ${known}.`;
}

/** The totals between their marks, where a page has these. */
export function withTotals(page, sources) {
  const marks = /(<!-- conformance -->)[\s\S]*?(<!-- \/conformance -->)/;
  return page.replace(marks, (_whole, start, end) => `${start}\n${totals(sources)}\n${end}`);
}

function inGroup(facts, group) {
  return facts.filter((fact) => fact.group === group);
}

function countRow(name, facts) {
  const counts = KINDS.map((kind) => facts.filter(({ evidence }) => evidence === kind).length);
  return [name, ...counts.map((count) => count || ''), facts.length];
}

function divergences(facts, reasons) {
  const rows = facts.filter(({ id }) => id in reasons).map(({ id, operation, says }) => [operation, says, reasons[id]]);
  const list = rows.length === 0 ? 'None is known.' : table(['Operation', 'Fact', 'Why localkms differs'], rows);
  return `## Divergences\n\n${list}\n`;
}

function factsOf(group, facts) {
  const rows = [...facts]
    .sort((one, other) => compare(one.operation, other.operation))
    .map(({ operation, says, evidence }) => [operation, says, evidence]);
  return `\n## Facts: ${group}\n\n${table(['Operation', 'Fact', 'Evidence'], rows)}`;
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
