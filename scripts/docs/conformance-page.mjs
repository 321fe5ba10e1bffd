// docs/conformance.md: the facts of __tests__/conformance, for people, and their totals for the README.

const EVIDENCE = {
  LS: "recorded from AWS by LocalStack's snapshot tests",
  FL: 'measured on AWS by the authors of floci',
  IS: 'quoted by users of AWS in public',
  D: "AWS's documentation",
  E: 'only seen in emulators',
  I: 'inferred',
  N: 'no public source was found',
};
const KINDS = Object.keys(EVIDENCE);

const INTRODUCTION = `# Conformance

<!-- Written by \`npm run docs\` from __tests__/conformance. -->

What AWS KMS answers, as facts that \`npx jest __tests__/conformance\` asks of localkms one by one: each sets its scene, makes
its request, and compares the whole answer or error. Each has a link to its source, which tells how sure the fact is:

${KINDS.map((kind) => `- **${kind}**: ${EVIDENCE[kind]}`).join('\n')}
`;

export function conformancePage({ FACTS, DIVERGENCES, OPEN_QUESTIONS, TEXTS_WITHOUT_FACT, faultTexts, isSeenOnAws }) {
  const groups = [...new Set(FACTS.map(({ group }) => group))].sort();
  return [
    INTRODUCTION,
    `${totals({ FACTS, DIVERGENCES, isSeenOnAws })}\n`,
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
    ...messages(faultTexts(), TEXTS_WITHOUT_FACT),
    ...groups.map((group) => factsOf(group, inGroup(FACTS, group))),
    '',
  ].join('\n');
}

export function totals({ FACTS, DIVERGENCES, isSeenOnAws }) {
  const operations = new Set(FACTS.map(({ operation }) => operation)).size;
  const measured = FACTS.filter(({ source }) => isSeenOnAws(source)).length;
  const unsourced = FACTS.filter(({ source }) => source.evidence === 'N').length;
  const open = unsourced === 0 ? '' : ` For ${unsourced} no public source was found.`;
  const apart = Object.keys(DIVERGENCES).length;
  const known = apart === 0 ? 'localkms matches them all' : `localkms is known to differ in ${apart}`;
  return `${FACTS.length} facts over ${operations} operations, ${measured} of them seen on AWS itself; ${known}.${open}`;
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
  const counts = KINDS.map((kind) => facts.filter(({ source }) => source.evidence === kind).length);
  return [name, ...counts.map((count) => count || ''), facts.length];
}

function divergences(facts, reasons) {
  const rows = facts.filter(({ id }) => id in reasons).map(({ id, operation, says }) => [operation, says, reasons[id]]);
  const list = rows.length === 0 ? 'None is known.' : table(['Operation', 'Fact', 'Why localkms differs'], rows);
  return `## Divergences\n\n${list}\n`;
}

/** The messages that are not AWS's, and those of AWS that no fact states. */
function messages(texts, sources) {
  const rows = (chosen, ...more) =>
    chosen
      .map((text) => [text.exception, code(text.message), ...more.map((cell) => cell(text))])
      .sort((one, other) => compare(one.join(), other.join()));
  const stated = texts.filter(({ maker }) => maker in sources);
  return [
    `
## Messages of our own

No public source shows what AWS says here: the exception is AWS's, the message is not. Tests should not rely on these texts.
`,
    table(['Exception', 'Message'], rows(texts.filter(({ isInvented }) => isInvented))),
    `
## Messages that no fact states
`,
    table(
      ['Exception', 'Message', 'Source'],
      rows(stated, ({ maker }) => cited(sources[maker])),
    ),
  ];
}

/** With `<name>` where an argument stands, which Markdown takes for a tag. */
function code(text) {
  return `\`${text}\``;
}

function factsOf(group, facts) {
  const rows = [...facts]
    .sort((one, other) => compare(one.operation, other.operation))
    .map(({ operation, says, source }) => [operation, says, source.evidence, cited(source)]);
  return `\n## Facts: ${group}\n\n${table(['Operation', 'Fact', 'Evidence', 'Source'], rows)}`;
}

/** A source as a link, or what stands in for one. */
function cited(source) {
  if (source.evidence === 'N') return `Looked for in: ${source.searched}`;
  if (source.evidence !== 'I') return `[${source.title}](${source.url})`;
  return source.source ? `${source.from} (${cited(source.source)})` : source.from;
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
