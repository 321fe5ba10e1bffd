import type { Check } from '../options/checks.js';

const NAMES = ['json', 'mjs', 'cjs', 'js'].map((ending) => `localkms.config.${ending}`);

/** As much of Node's modules as a configuration takes. */
interface Node {
  cwd(): string;
  getBuiltinModule(name: 'node:fs'): {
    existsSync(path: string): boolean;
    statSync(path: string, options: { throwIfNoEntry: false }): { isDirectory(): boolean } | undefined;
  };
  getBuiltinModule(name: 'node:path'): { resolve(...paths: string[]): string };
  getBuiltinModule(name: 'node:module'): { createRequire(from: string): (path: string) => unknown };
}

/** The runtime, where it has files: asked for, not imported, so that a browser's bundle has nothing to resolve. */
function node(): Node | undefined {
  const { process } = globalThis as { process?: Partial<Node> };
  return typeof process?.getBuiltinModule === 'function' ? (process as Node) : undefined;
}

/**
 * The options that a configuration file exports: the one named, else `localkms.config.{json,mjs,cjs,js}` in the working
 * directory; none where there is no file, and in a browser.
 * @param by what would name it, for errors
 * @throws Error where there are several, or the file cannot be loaded
 * @throws TypeError for an option that cannot be
 */
export function optionsOfFile(check: Check, by: string, named?: string): object {
  const runtime = node();
  if (runtime === undefined) return {};
  const { resolve } = runtime.getBuiltinModule('node:path');
  const folder = runtime.cwd();
  const { existsSync } = runtime.getBuiltinModule('node:fs');
  const files = named === undefined ? NAMES.filter((name) => existsSync(resolve(folder, name))) : [named];
  const [file, another] = files;
  if (file === undefined) return {};
  if (another !== undefined) throw new Error(`[localkms] ${files.join(' and ')}: keep one of them, in ${folder}`);
  const place = named === undefined ? file : `${by} ${file}`;
  const options = load(runtime, resolve(folder, file), file, place);
  check(options, `${place}: options`);
  return options as object;
}

function load(runtime: Node, path: string, file: string, place: string): unknown {
  let loaded: unknown;
  try {
    // Never import(): a setup file of Jest or --require cannot wait for it.
    loaded = runtime.getBuiltinModule('node:module').createRequire(path)(path);
  } catch (cause) {
    throw notLoaded(runtime, path, file, place, cause);
  }
  return (loaded as { default?: unknown } | null)?.default ?? loaded;
}

/** An error of the text itself quotes it, and that may be a key: such an error is not shown. */
function notLoaded(runtime: Node, path: string, file: string, place: string, cause: unknown): Error {
  // By their members: under Jest, errors of Node's loader are no instances of the test's Error.
  const { name = '', message = String(cause) } = (cause ?? {}) as Partial<Error>;
  const told = `[localkms] ${place}: `;
  // Below it Node tells from where it looked, which is no file of the user.
  const [firstLine = ''] = message.split('\n');
  // Of a folder, Node looks for a file in it.
  const isFolder =
    runtime.getBuiltinModule('node:fs').statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder || firstLine.startsWith(`Cannot find module '${path}'`)) {
    return new Error(`${told}expected a file of options; ${isFolder ? 'it is a folder' : 'there is no such file'}`);
  }
  const inRequire = `${told}it cannot be loaded with require(): `;
  if (name !== 'SyntaxError' && name !== 'ReferenceError') return new Error(`${inRequire}${firstLine}`, { cause });
  if (file.endsWith('.json')) return new Error(`${told}expected options in JSON; it is not JSON`);
  return new Error(`${inRequire}${name}; to see it, run: node ${file}`);
}
