/** An IP address as a number, and how many bits its family has. */
interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/**
 * Whether an address lies in a range in CIDR notation (RFC 4632, RFC 4291), or equals an address without one. Addresses
 * of different families never match, and what is no address matches nothing.
 */
export function rangeTest(range: string): (address: string) => boolean {
  const [network = '', length, ...more] = range.split('/');
  const base = readAddress(network);
  const prefix = length === undefined ? base?.bits : readNumber(length, base?.bits ?? 0);
  if (base === undefined || prefix === undefined || more.length > 0) return () => false;
  const hostBits = BigInt(base.bits - prefix);
  const wanted = base.value >> hostBits;
  return (address) => {
    const given = readAddress(address);
    return given !== undefined && given.bits === base.bits && given.value >> hostBits === wanted;
  };
}

function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Address | undefined {
  const value = fromParts(
    text.split('.').map((part) => readNumber(part, 255)),
    4,
    8n,
  );
  return value === undefined ? undefined : { value, bits: 32 };
}

function readIpv6(text: string): Address | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const [before, after] = [groupsOf(head), tail === undefined ? [] : groupsOf(tail)];
  const missing = 8 - before.length - after.length;
  // `::` stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const value = fromParts([...before, ...new Array<number>(missing).fill(0), ...after], 8, 16n);
  return value === undefined ? undefined : { value, bits: 128 };
}

/** Groups of 16 bits; the last ones may be an IPv4 address. */
function groupsOf(text: string): (number | undefined)[] {
  if (text === '') return [];
  return text.split(':').flatMap((group, at, all) => {
    if (at < all.length - 1 || !group.includes('.')) {
      return [/^[0-9a-fA-F]{1,4}$/.test(group) ? Number.parseInt(group, 16) : undefined];
    }
    const last = readIpv4(group);
    return last === undefined ? [undefined] : [Number(last.value >> 16n), Number(last.value & 0xffffn)];
  });
}

function fromParts(parts: readonly (number | undefined)[], count: number, bits: bigint): bigint | undefined {
  if (parts.length !== count) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (part === undefined) return undefined;
    value = (value << bits) | BigInt(part);
  }
  return value;
}

function readNumber(text: string, max: number): number | undefined {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return value <= max ? value : undefined;
}
