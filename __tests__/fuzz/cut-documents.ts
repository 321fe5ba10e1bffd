import { decode, encode } from 'cborg';
import { element, readElements } from '../../src/bytes/der.js';

/** An attestation document whose certificates end early, at every place where an element of DER may end. */
export function cutDocuments(document: Uint8Array): Uint8Array[] {
  const [header, , payload, signature] = decode(document, { useMaps: true }) as Uint8Array[];
  const members = decode(payload as Uint8Array, { useMaps: true }) as Map<string, unknown>;
  function around(name: string, value: unknown): Uint8Array {
    return encode([header, new Map(), encode(new Map([...members, [name, value]])), signature]);
  }
  return cuts(members.get('certificate') as Uint8Array).flatMap((cut) => [
    around('certificate', cut),
    around('cabundle', [...(members.get('cabundle') as Uint8Array[]), cut]),
  ]);
}

/** What remains of a DER encoding where one of its constructed elements has fewer children. */
function cuts(der: Uint8Array): Uint8Array[] {
  const CONSTRUCTED = 0x20;
  const children = readElements(der);
  const ends = children.map((_, count) => encoded(children.slice(0, count)));
  const inner = children.flatMap(({ tag, content }, at) => {
    if ((tag & CONSTRUCTED) === 0) return [];
    return cuts(content).map((cut) =>
      encoded([...children.slice(0, at), { tag, content: cut }, ...children.slice(at + 1)]),
    );
  });
  return [...ends, ...inner];
}

function encoded(elements: readonly { tag: number; content: Uint8Array }[]): Uint8Array {
  return Uint8Array.from(elements.flatMap(({ tag, content }) => [...element(tag, content)]));
}
