// docs/options.md: what localKms() takes, from the TSDoc of src/options/options.ts and of what its types name.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const START = { name: 'LocalKmsOptions', file: 'src/options/options.ts' };

const INTRODUCTION = `# Options

<!-- Written by \`npm run docs\` from src/options/options.ts. -->

What \`localKms(options)\` takes. Every option may be left out. An option that cannot be is refused with a \`TypeError\` that names its path, its value and what is allowed. \`localkms/auto\` takes them from a file and from [environment variables](guides/every-client.md#options-of-localkmsauto).
`;

/**
 * What stands in tables of src instead of TSDoc: `defaults` by interface and member, the `names` that a type is any of, and
 * what is `also` to be said of a type.
 */
export function optionsPage({ defaults, names: namesOf, also }) {
  const sections = new Map([[START.name, declaredIn(START)]]);
  // A section for each type that a section before it names.
  for (const { node, file } of sections.values()) {
    for (const name of namesIn(node)) {
      const declared = sections.has(name) ? undefined : declaredIn({ name, file });
      if (declared !== undefined) sections.set(name, declared);
    }
  }
  const page = { sections, isSection: (name) => sections.has(name), defaults, namesOf, also };
  return [INTRODUCTION, ...[...sections.values()].map(({ node }) => section(node, page))].join('\n');
}

const parsed = new Map();

function sourceOf(file) {
  if (!parsed.has(file)) {
    parsed.set(file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return parsed.get(file);
}

/** The interface or type of that name, as a file has or imports it; undefined for what is not of src. */
function declaredIn({ name, file }) {
  for (const node of sourceOf(file).statements) {
    if ((ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name.text === name) {
      return { node, file };
    }
    if (!ts.isImportDeclaration(node) || !node.moduleSpecifier.text.startsWith('.')) continue;
    if (!node.importClause?.namedBindings?.elements?.some((element) => element.name.text === name)) continue;
    return declaredIn({ name, file: join(dirname(file), node.moduleSpecifier.text.replace(/\.js$/, '.ts')) });
  }
  return undefined;
}

/** The names of types that a declaration uses, in their order. */
function namesIn(node) {
  const names = [];
  const visit = (child) => {
    if (ts.isTypeReferenceNode(child) || ts.isExpressionWithTypeArguments(child)) {
      names.push((child.typeName ?? child.expression).getText());
    }
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}

function section(node, page) {
  const name = node.name.text;
  const about = commentOf(node);
  const told = [`## ${name}\n`, ...(about === '' ? [] : [`${about}\n`])];
  const more = page.also[name] === undefined ? [] : [`${page.also[name]}\n`];
  return [...(name === START.name ? [] : told), ...contentOf(node, page), ...more].join('\n');
}

function contentOf(node, page) {
  const names = page.namesOf[node.name.text];
  if (names !== undefined) return [`One of ${names.map((name) => `\`${name}\``).join(', ')}.\n`];
  if (!ts.isInterfaceDeclaration(node)) return [`${typeCell(node.type, page)}\n`];
  if (node.members.every((member) => commentOf(member) === '') && !(node.name.text in page.defaults)) {
    return [`Members: ${node.members.map((member) => `\`${member.name.text}\``).join(', ')}.\n`];
  }
  return membersOf(node, page);
}

function membersOf(node, page) {
  const values = page.defaults[node.name.text] ?? {};
  const rows = node.members.map((member) => {
    const name = member.name.text;
    const { about, fallback = values[name] ?? (member.questionToken ? '' : 'needed') } = split(commentOf(member));
    return [`\`${name}\``, typeCell(member.type, page), fallback, about || aboutType(member.type, page)];
  });
  const also = (node.heritageClauses ?? []).flatMap(({ types }) => types).map((type) => typeCell(type, page));
  const own = `${table(['Member', 'Type', 'Default', ''], rows)}\n`;
  return also.length === 0 ? [own] : [own, `Beside these, the members of ${also.join(', ')}.\n`];
}

/** The first sentence about an interface, for a member that has no words of its own. */
function aboutType(type, { sections }) {
  const node = sections.get(type?.getText())?.node;
  return node !== undefined && ts.isInterfaceDeclaration(node)
    ? (/^.*?\.(?= |$)/.exec(commentOf(node))?.[0] ?? '')
    : '';
}

/** TSDoc without its marks, on one line; lists stay lists. */
function commentOf(node) {
  const text = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment) ?? '';
  const page = /https:\/\/\S+/;
  return text
    .replaceAll(/\n(?!- )\s*/g, ' ')
    .trim()
    .replace(page, (link) => `[AWS](${link})`);
}

/** What TSDoc says of the default, apart from the rest: "… Default: the latest 1000. …". */
function split(comment) {
  const found = /Default: (.*?)(?:\.(?= [A-Z]|$))/.exec(comment);
  if (found === null) return { about: comment };
  return { about: comment.replace(found[0], '').replaceAll(/ {2,}/g, ' ').trim(), fallback: found[1] };
}

/** A type as code, and links to the sections of the types that it names. */
function typeCell(type, { isSection }) {
  if (type === undefined) return '';
  const text = type
    .getText()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/^\| /, '');
  if (isSection(text)) return linkTo(text);
  const named = [...new Set(text.match(/\b[A-Z]\w+/g))].filter(isSection);
  return [`\`${text}\``, ...named.map(linkTo)].join(' ');
}

const linkTo = (name) => `[${name}](#${name.toLowerCase()})`;

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
