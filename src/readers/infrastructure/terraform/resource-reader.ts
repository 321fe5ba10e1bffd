import type { Scope } from '../../../model/arn.js';
import type { Document, Resource } from '../resources.js';
import { textOf, type Value } from '../values.js';

/** A resource with the attributes that matter, all of them resolved. */
export interface Found {
  /** Its address. */
  readonly logicalId: string;
  /** Empty for what has none, such as attachments. */
  readonly arn: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly scope: Scope;
}

/** A type of resources that is read. */
export interface ResourceReader {
  /** The attributes that matter. */
  readonly attributes: readonly string[];
  read(found: Found): Resource[];
}

export function textIn({ attributes }: Pick<Found, 'attributes'>, name: string): string | undefined {
  return textOf(attributes[name]);
}

/** A document as it is, right or not: the world refuses what AWS would. */
export function documentOf(value: Value): Document {
  return typeof value === 'object' && value !== null ? value : String(value);
}
