/** Loads an optional package; where it is not installed, the error says what to do. */
export async function packageOf<T>(name: string, loading: Promise<T>): Promise<T> {
  try {
    const loaded = await loading;
    // Some bundlers give all that a CommonJS package exports as its default alone.
    return (loaded as { readonly default?: T }).default ?? loaded;
  } catch (cause) {
    throw new Error(`${name} could not be loaded. Is it installed? npm install ${name}`, { cause });
  }
}
