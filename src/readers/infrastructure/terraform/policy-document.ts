import { isMap, itemsOf, textOf, Unresolved, type Value } from '../values.js';
import type { Instance, Json } from './plan.js';
import type { PlanReader } from './plan-reader.js';

/**
 * The document that the data source `aws_iam_policy_document` makes.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocumentOf(instance: Instance, reader: PlanReader): Value {
  const [sources, statements, overrides, id, version] = [
    'source_policy_documents',
    'statement',
    'override_policy_documents',
    'policy_id',
    'version',
  ].map((name) => reader.planned(instance, name));
  const documents = [...itemsOf(sources), ...itemsOf(overrides)];
  const open = [statements, ...documents].find((value) => value instanceof Unresolved);
  if (open !== undefined) return open;
  const own = itemsOf(statements).map((statement) => (isMap(statement) ? statementOf(statement) : statement));
  const statement = [...itemsOf(sources).map(statementsOf), own, ...itemsOf(overrides).map(statementsOf)].reduce(
    overridden,
  );
  return {
    Version: textOf(version) ?? '2012-10-17',
    ...(textOf(id) !== undefined && { Id: textOf(id) }),
    Statement: statement,
  };
}

/** A statement takes the place of one with its Sid. */
function overridden(before: readonly Value[], after: readonly Value[]): readonly Value[] {
  const statements = [...before];
  const places = new Map(before.map((statement, at) => [sidOf(statement), at]));
  for (const statement of after) {
    const sid = sidOf(statement);
    const place = sid === undefined ? undefined : places.get(sid);
    if (place === undefined) statements.push(statement);
    else statements[place] = statement;
  }
  return statements;
}

function sidOf(statement: Value): string | undefined {
  return isMap(statement) ? textOf(statement.Sid) || undefined : undefined;
}

function statementsOf(document: Value): readonly Value[] {
  const parsed = typeof document === 'string' ? parse(document) : document;
  return isMap(parsed) ? itemsOf(parsed.Statement) : [];
}

/** The JSON of a document; text that is none stays as it is, and the world refuses it. */
function parse(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function statementOf(block: Json): Value {
  const elements: [string, Value][] = [
    ['Sid', block.sid],
    ['Effect', textOf(block.effect) ?? 'Allow'],
    ['Principal', principalOf(block.principals)],
    ['NotPrincipal', principalOf(block.not_principals)],
    ['Action', listOf(block.actions)],
    ['NotAction', listOf(block.not_actions)],
    ['Resource', listOf(block.resources)],
    ['NotResource', listOf(block.not_resources)],
    ['Condition', conditionOf(block.condition)],
  ];
  return Object.fromEntries(elements.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** One value stands alone, as the provider writes it. */
function listOf(values: Value): Value {
  const list = itemsOf(values).map(withVariables);
  return list.length > 1 ? list : list[0];
}

/** `&{…}` is how the provider spells IAM's variables, since Terraform has `${…}` for its own. */
function withVariables(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll('&{', '${') : value;
}

function principalOf(blocks: Value): Value {
  const byType = new Map<string, Value[]>();
  for (const block of itemsOf(blocks)) {
    if (!isMap(block)) return block;
    const type = textOf(block.type) ?? '';
    byType.set(type, [...(byType.get(type) ?? []), ...itemsOf(block.identifiers)]);
  }
  if (byType.size === 0) return undefined;
  if (byType.has('*')) return '*';
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, listOf(identifiers)]));
}

function conditionOf(blocks: Value): Value {
  const operators = new Map<string, Map<string, Value[]>>();
  for (const block of itemsOf(blocks)) {
    if (!isMap(block)) return block;
    const [operator, key] = [textOf(block.test), textOf(block.variable)];
    if (operator === undefined || key === undefined)
      return block.test instanceof Unresolved ? block.test : block.variable;
    const keys = operators.get(operator) ?? new Map<string, Value[]>();
    keys.set(key, [...(keys.get(key) ?? []), ...itemsOf(block.values)]);
    operators.set(operator, keys);
  }
  if (operators.size === 0) return undefined;
  return Object.fromEntries(
    [...operators].map(([operator, keys]) => [
      operator,
      Object.fromEntries([...keys].map(([key, values]) => [key, listOf(values)])),
    ]),
  );
}
