import type { LocalKms } from '../../local-kms.js';

/** What a route is asked: the handle, and what path, query and body say. */
export interface Asked {
  readonly kms: LocalKms;
  /** The end of the path, where the route has one. */
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  /** A JSON object; undefined for none. */
  readonly body: unknown;
  /** Takes faults away that were added over HTTP, by their ids. */
  readonly faults: Map<string, () => void>;
}

/** Answers JSON, or nothing. */
export type Route = (asked: Asked) => unknown;

/** By path, of which the end may be `{id}`, and by method. */
export type Routes = { readonly [path: string]: { readonly [method: string]: Route } };

/** The body of what is refused. */
export interface Refusal {
  readonly error: string;
  /** The name of the class of JavaScript's that the handle throws, where it is not Error. */
  readonly name?: string;
}

/** What a path names is not there: 404, with the message. */
export class NotThere extends Error {}
