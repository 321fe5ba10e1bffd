/**
 * Whether something has a mark that its class gives it (`Symbol.for`), also where that class is another copy: a file that
 * loads after `jest.resetModules()` comes with copies of its own of the classes that it throws and catches.
 */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, brand) === true;
}
