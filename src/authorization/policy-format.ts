/** JSON as AWS KMS returns key policies: two spaces, ` : ` between name and value, `[ {` around objects. */
export function formatPolicy(document: unknown): string {
  return format(document, '');
}

function format(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => format(item, indent)).join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, item]) => `${inner}${JSON.stringify(name)} : ${format(item, inner)}`,
  );
  return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${indent}}`;
}
