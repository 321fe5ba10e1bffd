const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML. Elements come out of `element` alone, so what is escaped twice shows in the answer. */
function text(value: string | number): string {
  return String(value).replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** An element whose content is XML already, or a value. */
export function element(name: string, content: string | number): string {
  const inner = typeof content === 'string' && content.startsWith('<') ? content : text(content);
  return `<${name}>${inner}</${name}>`;
}

/** The texts of all elements of this name. */
export function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, inner = '']) =>
    inner.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
}
