/**
 * A module of Node's, where the runtime has it; Bun and Deno have them too. Asked for, not imported, so that a browser's
 * bundle has nothing to resolve.
 */
export function builtin<T>(name: `node:${string}`): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): T | undefined } };
  return process?.getBuiltinModule?.(name);
}
