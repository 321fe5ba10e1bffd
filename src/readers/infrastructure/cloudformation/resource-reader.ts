import type { Resource } from '../resources.js';
import { itemsOf, textOf, type Value } from '../values.js';
import type { Stack } from './stack.js';

/** The properties of a resource, all of them resolved. */
export type Properties = Readonly<Record<string, Value>>;

/** A resource that is to be made. */
export interface Found {
  /** As reports call it. */
  readonly logicalId: string;
  readonly arn: string;
  /** What `Ref` gives: an id, or a name. */
  readonly ref: string;
  readonly properties: Properties;
  readonly stack: Stack;
}

/** A type of resources that is read. */
export interface ResourceReader {
  /** The properties that matter. */
  readonly members: readonly string[];
  read(found: Found): Resource[];
}

/** The members of an object of resolved values. */
export function mapOf(value: Value): Properties {
  // Only objects have members; of anything else none is found.
  return typeof value === 'object' && value !== null ? (value as Properties) : {};
}

/** What an object with text or nothing in a member says there. */
export function textIn(properties: Properties, member: string): string | undefined {
  return textOf(properties[member]);
}

/** CloudFormation's tags. */
export function tagsOf(value: Value): [key: string, value: string][] {
  return itemsOf(value).map((tag) => [textIn(mapOf(tag), 'Key') ?? '', textIn(mapOf(tag), 'Value') ?? '']);
}
