import { runInNewContext } from 'node:vm';

/** What a test's own code throws: it must come out as it is. */
export class OwnError extends Error {
  override readonly name = 'OwnError';
}

function detached<T extends ArrayBufferView>(view: T): T {
  structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
  return view;
}

function shrunk(): Uint8Array {
  // Resizable since Node 20; TypeScript's library for ES2022 does not know.
  const Resizable = ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer;
  const buffer = new Resizable(8, { maxByteLength: 16 });
  const view = new Uint8Array(buffer, 4, 4);
  (buffer as unknown as { resize(length: number): void }).resize(2);
  return view;
}

function circle(): object {
  const self: Record<string, unknown> = { KeyId: 'alias/fuzz' };
  self.self = self;
  return self;
}

function circularList(): unknown[] {
  const list: unknown[] = ['x'];
  list.push(list);
  return list;
}

function deep(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

function throwing(): never {
  throw new OwnError('of the caller');
}

const THROWING_TRAPS = { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing };

class LongBytes extends Uint8Array {
  override get length(): number {
    return 100;
  }
}

class Instance {
  readonly KeyId = 'alias/none';
  get Plaintext(): string {
    return 'x';
  }
}

function tagged(tag: string, members: object = {}): object {
  return { [Symbol.toStringTag]: tag, ...members };
}

/** Values that only JavaScript has, made anew for each use: some can be used once. */
const ODD = {
  'look-alike of a Uint8Array': () => tagged('Uint8Array'),
  'look-alike of a Uint8Array, length 3': () => tagged('Uint8Array', { length: 3 }),
  'look-alike of a Uint8Array, length -1': () => tagged('Uint8Array', { length: -1 }),
  'look-alike of a Uint8Array, length 0.5': () => tagged('Uint8Array', { length: 0.5 }),
  'look-alike of a Uint8Array, length "x"': () => tagged('Uint8Array', { length: 'x', byteLength: {} }),
  'look-alike of a Buffer': () => tagged('Buffer'),
  'look-alike of a Date': () => tagged('Date'),
  'look-alike of an Array': () => tagged('Array', { length: 2 }),
  'look-alike of a Map': () => tagged('Map'),
  'look-alike of an AbortSignal': () => tagged('AbortSignal'),
  'heir of a Uint8Array': () => Object.create(Uint8Array.prototype),
  'heir of a Buffer': () => Object.create(Buffer.prototype),
  'heir of a Date': () => Object.create(Date.prototype),
  'heir of an Array': () => Object.create(Array.prototype),
  'heir of a String': () => Object.create(String.prototype),
  'detached Uint8Array': () => detached(new Uint8Array(4)),
  'detached Float64Array': () => detached(new Float64Array(4)),
  'Uint8Array out of bounds': shrunk,
  'Uint8Array of shared memory': () => new Uint8Array(new SharedArrayBuffer(4)),
  'Uint8Array that lies about its length': () => new LongBytes(3),
  'Proxy of a Uint8Array': () => new Proxy(new Uint8Array(3), {}),
  'Proxy of an Array': () => new Proxy(['alias/fuzz'], {}),
  'Proxy of a Date': () => new Proxy(new Date(0), {}),
  'Proxy of an object': () => new Proxy({ a: 'b' }, {}),
  'Proxy that throws': () => new Proxy({}, THROWING_TRAPS),
  'object with a getter that throws': () => Object.defineProperty({}, 'a', { enumerable: true, get: throwing }),
  'object with a toString that throws': () => ({ toString: throwing, valueOf: throwing, toJSON: throwing }),
  'Uint8Array of another realm': () => runInNewContext('new Uint8Array([7])'),
  'Date of another realm': () => runInNewContext('new Date(0)'),
  'Array of another realm': () => runInNewContext('["alias/fuzz"]'),
  'object of another realm': () => runInNewContext('({ a: "b" })'),
  'String of another realm': () => runInNewContext('new String("alias/fuzz")'),
  'Error of another realm': () => runInNewContext('new TypeError("x")'),
  circle,
  'circular list': circularList,
  'deep object': () => deep(20_000, (inner) => ({ inner })),
  'deep list': () => deep(20_000, (inner) => [inner]),
  'BigInt 8n': () => 8n,
  'boxed BigInt': () => Object(8n),
  'boxed string': () => new String('alias/fuzz'),
  'boxed number': () => new Number(32),
  'boxed boolean': () => new Boolean(true),
  symbol: () => Symbol('s'),
  function: () => () => 'x',
  class: () => Instance,
  instance: () => new Instance(),
  null: () => null,
  'object without prototype': () => Object.create(null),
  'object with __proto__': () => JSON.parse('{"__proto__": {"KeyId": "alias/none"}}'),
  'object with a length': () => ({ length: 3 }),
  'invalid Date': () => new Date(Number.NaN),
  'last Date': () => new Date(8.64e15),
  Map: () => new Map([['a', 'b']]),
  Set: () => new Set([1]),
  RegExp: () => /x/,
  Error: () => new OwnError('x'),
  Promise: () => Promise.resolve('x'),
  thenable: () => Object.fromEntries([['then', (resolve: (value: string) => void) => resolve('x')]]),
  WeakMap: () => new WeakMap(),
  generator: () => [][Symbol.iterator](),
  'sparse Array': () => new Array(1000),
  'Array of objects': () => Array.from({ length: 3 }, () => ({})),
  'long Array': () => new Array(1000).fill('x'),
  'frozen object': () => Object.freeze({ a: Object.freeze(['b']) }),
  Uint16Array: () => new Uint16Array(4),
  Uint8ClampedArray: () => new Uint8ClampedArray(4),
  BigInt64Array: () => new BigInt64Array(2),
  DataView: () => new DataView(new ArrayBuffer(8)),
  ArrayBuffer: () => new ArrayBuffer(8),
  SharedArrayBuffer: () => new SharedArrayBuffer(8),
  Buffer: () => Buffer.from('x'),
  Blob: () => new Blob(['x']),
  URL: () => new URL('https://example.com'),
} satisfies { readonly [name: string]: () => unknown };

export const ODD_NAMES = Object.keys(ODD) as (keyof typeof ODD)[];

/** Stands for such a value in a case, so that the case can be printed and made smaller. */
export class Odd {
  readonly odd: keyof typeof ODD;

  constructor(name: keyof typeof ODD) {
    this.odd = name;
  }

  value(): unknown {
    return ODD[this.odd]();
  }
}

/** Stands for what an earlier call of the case gave: one of the latest values of an output member, if there are any. */
export class Earlier {
  readonly earlier: string;
  readonly back: number;
  readonly otherwise: unknown;

  constructor(member: string, back: number, otherwise: unknown) {
    this.earlier = member;
    this.back = back;
    this.otherwise = otherwise;
  }
}

/** Stands for the input itself, so that the input is a circle. */
export class Itself {
  readonly itself = true;
}
