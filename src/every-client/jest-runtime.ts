import { builtin } from '../runtime/builtin.js';
import { type Found, look } from './sdk-copy.js';

/** What loads the modules of one test file, in its CommonJS and its ES modules: a seam that Jest keeps for subclasses. */
interface Runtime {
  requireModule(from: string, name?: string, ...rest: unknown[]): unknown;
  teardown(): void;
}

interface RuntimeClass {
  readonly prototype: Runtime;
}

// Jest hands it to every CommonJS module; elsewhere, also in its ES modules, there is none.
declare const jest: { requireActual?(module: string): unknown } | undefined;

/**
 * Tells of every copy of the SDK that a test file of Jest loads from now on: nested ones, and the new ones that come after
 * `resetModules` and in `isolateModules`. `ended` is called when the test file is over.
 * @returns the function that stops it
 */
export function watchJest(found: Found, ended: () => void): (() => void) | undefined {
  const runtime = ownRuntime();
  if (runtime === undefined) return undefined;
  const { requireModule, teardown } = runtime;
  runtime.requireModule = function requireAndLook(...given) {
    const loaded = requireModule.apply(this, given);
    look(loaded, found);
    return loaded;
  };
  runtime.teardown = function endAndTearDown() {
    ended();
    teardown.call(this);
  };
  return () => {
    Object.assign(runtime, { requireModule, teardown });
  };
}

/** The runtime of this test file: it shows itself where it is asked for a module. */
function ownRuntime(): Runtime | undefined {
  const prototype = runtimeClass()?.prototype;
  if (prototype === undefined) return undefined;
  const { requireModule } = prototype;
  let own: Runtime | undefined;
  prototype.requireModule = function showItself() {
    own = this;
    return undefined;
  };
  try {
    // Jest 30 asks its runtime for this too; Jest 29 does not.
    builtin('node:path');
    if (own === undefined && typeof jest !== 'undefined') jest.requireActual?.('node:path');
  } finally {
    prototype.requireModule = requireModule;
  }
  return own;
}

/** Jest's own modules stand in the loader of the process, outside of what tests see. */
function runtimeClass(): RuntimeClass | undefined {
  const { _cache } =
    builtin<{ _cache?: Record<string, { exports?: { default?: RuntimeClass } }> }>('node:module') ?? {};
  const path = Object.keys(_cache ?? {}).find((file) => /[\\/]jest-runtime[\\/]build[\\/]index\.js$/.test(file));
  return path === undefined ? undefined : _cache?.[path]?.exports?.default;
}
