// The files that the code blocks of a page make.
//
//   <!-- file: orders.test.js -->     the block below is this file; blocks of the same name are joined, in order
//   <!-- file: orders.mjs
//   import … (lines that the page does not show)
//   -->
//
// A block of JavaScript without a name is a program of its own.
const NAME = /^<!-- file: (\S+)( -->)?$/;
const FENCE = /^```(\w*)$/;
const ENDING = { js: 'mjs', ts: 'ts' };

/** The files of a page, by name, in the order in which they first appear. */
export function filesOf(page) {
  const files = new Map();
  const add = (name, lines) => files.set(name, [...(files.get(name) ?? []), ...lines, '']);
  const lines = page.split('\n');
  let name;
  for (let at = 0; at < lines.length; at++) {
    const named = NAME.exec(lines[at]);
    const fence = FENCE.exec(lines[at]);
    if (named) {
      name = named[1];
      if (named[2]) continue;
      const end = lines.indexOf('-->', at);
      add(name, lines.slice(at + 1, end));
      at = end;
    } else if (fence) {
      const end = lines.indexOf('```', at);
      if (end < 0) throw new Error(`line ${at + 1}: a code block without an end`);
      const ending = ENDING[fence[1]];
      if (name === undefined && ending !== undefined) name = `line-${at + 1}.${ending}`;
      if (name !== undefined) add(name, lines.slice(at + 1, end));
      name = undefined;
      at = end;
    }
  }
  return new Map([...files].map(([file, text]) => [file, `${text.join('\n').trimEnd()}\n`]));
}
