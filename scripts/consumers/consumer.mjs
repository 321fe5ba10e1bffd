// What all consumers are made of.
import { NODES } from './versions.mjs';

/**
 * A project of a user: a folder of __tests__/package, or the files of a page, in which the tarball is installed.
 *
 * @typedef {object} Consumer
 * @property {string} name the folder of __tests__/package; it may be absent where there is a page
 * @property {string} [page] a guide, whose files are written there first
 * @property {string} title what the gates say
 * @property {string} [together] those that say the same are installed at once, which is quicker than one by one
 * @property {Record<string, string>} dependencies
 * @property {string} [type] as in package.json
 * @property {string[]} [workspaces] folders of it
 * @property {number[]} [nodes] on which releases of Node; all, if absent
 * @property {boolean} [rare] slow: not tried at each change, but each week
 * @property {(node: string, major: number, modules: string) => [what: string, command: string[]][]} commands what to run,
 *   given the executable of Node, its release, and the path of node_modules
 * @property {[area: string, tool: string, versions: string | undefined, how: string, setUp: string]} [row] its line in
 *   docs/compatibility.md; no versions are those of Node
 */

/** Who has the newest of all. */
export const NEWEST = 'the newest of all';

/** Who is installed with a test runner: the newest one that runs on every Node is there already. */
export const withRunner = (name, { version, nodes }) => (nodes.length === NODES.length ? NEWEST : `${name} ${version}`);

export const sdk = (version) => ({ '@aws-sdk/client-kms': version });

// Node 22 and later can require() ECMAScript modules, which would hide a module that Node 20 could not load.
export const asNode20 = (major) => (major > 20 ? ['--no-experimental-require-module'] : []);
