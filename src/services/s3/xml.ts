import { toUtf8 } from '../../bytes/utf8.js';
import type { Headers, S3Response } from './wire.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element that holds a value. */
export function leaf(name: string, value: string | number | boolean): string {
  return element(
    name,
    String(value).replace(/[&<>"]/g, (character) => ESCAPES[character] as string),
  );
}

/** An element that holds XML. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** What the elements of a name hold, where it is text. */
export function textsIn(document: string, name: string): string[] {
  return [...document.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    text.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] as string),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A response whose body is a document. */
export function xmlResponse(statusCode: number, document: string, headers: Headers = {}): S3Response {
  const body = toUtf8(`<?xml version="1.0" encoding="UTF-8"?>\n${document}`);
  return {
    statusCode,
    headers: { ...headers, 'content-type': 'application/xml', 'content-length': String(body.length) },
    body,
  };
}
