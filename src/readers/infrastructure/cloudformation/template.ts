import { isPlainObject, kindOf, refuse } from '../../../options/checks.js';
import { readJson, readYaml } from '../../document.js';
import { isMap, type Value } from '../values.js';
import { expandShortTags } from './short-tags.js';
import type { Template, TemplateResource } from './stack.js';

/** A template deeper than this is no template. */
const DEEPEST = 100;

/**
 * Reads a template: an object, or the text of one in JSON or YAML.
 *
 * @param path what errors call it
 */
export function readTemplate(template: string | object, path: string): Template {
  const document = typeof template === 'string' ? parse(template, path) : copied(template, path);
  if (!isMap(document)) refuse(path, `expected a template, an object with Resources; got ${kindOf(document)}`);
  refuseDeep(document, path);
  const Resources = sectionOf(document, 'Resources', path);
  if (document.Resources === undefined) refuse(`${path}.Resources`, 'is missing: a template has resources');
  return {
    Parameters: sectionOf(document, 'Parameters', path),
    Mappings: sectionOf(document, 'Mappings', path),
    Conditions: sectionOf(document, 'Conditions', path),
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([logicalId, resource]) => [
        logicalId,
        resourceOf(logicalId, resource, `${path}.Resources.${logicalId}`),
      ]),
    ),
    Outputs: sectionOf(document, 'Outputs', path),
  };
}

function parse(text: string, path: string): Value {
  // Both hold nothing but JSON's values.
  return (text.trimStart().startsWith('{') ? readJson(text, path) : readYaml(text, path, expandShortTags)) as Value;
}

/** What is not JSON, such as a function, is no template's; and nobody changes what was read. */
function copied(template: object, path: string): Value {
  try {
    return JSON.parse(JSON.stringify(template) ?? 'null');
  } catch {
    refuse(path, 'this object cannot be written as JSON');
  }
}

function sectionOf(document: { readonly [section: string]: Value }, name: string, path: string) {
  const section = document[name] ?? {};
  if (!isMap(section)) {
    // An empty section of YAML.
    if (section === '') return {};
    refuse(`${path}.${name}`, `expected an object; got ${kindOf(section)}`);
  }
  return section;
}

function resourceOf(logicalId: string, resource: Value, path: string): TemplateResource {
  // What the transform AWS::LanguageExtensions makes of it is not known here.
  if (logicalId.startsWith('Fn::')) return { Type: logicalId, Properties: {} };
  if (!isMap(resource) || typeof resource.Type !== 'string') refuse(path, 'expected a resource, an object with a Type');
  const { Type, Condition, Properties = {} } = resource;
  if (Condition !== undefined && typeof Condition !== 'string') {
    refuse(`${path}.Condition`, `expected the name of a condition; got ${kindOf(Condition)}`);
  }
  if (!isPlainObject(Properties) && Properties !== '') {
    refuse(`${path}.Properties`, `expected an object; got ${kindOf(Properties)}`);
  }
  return { Type, ...(Condition !== undefined && { Condition }), Properties: Properties === '' ? {} : Properties };
}

function refuseDeep(document: Value, path: string): void {
  let level: readonly unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) refuse(path, `it is more than ${DEEPEST} levels deep`);
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}
