// The files that the code blocks of a page show. The line above a block names its file:
//
//   **`orders.test.js`**                     this file, whole
//   **`orders.mjs`** or **`orders.mts`**     two files: the block is JavaScript and strict TypeScript
//   **[`examples/a/b.js`](../examples/…)**   a part of this file of the repository
//   **`next.config.mjs`** (checked as a project)  a file of a project that `npm run check:consumers` installs and runs
//   **`orders_test.mjs`** (checked by hand)  a file that needs more than a check can install
//
// JavaScript and TypeScript must have a name; blocks of other languages are files where they have one.
const NAME_LINE = /^\*\*\[?`/;
const NAMES = /\*\*\[?`([^`]+)`/g;
const FENCE = /^```(\w*)$/;
const CODE = /^(js|jsx|ts|tsx)$/;

/** The files of a page, by name: their text, and whether a project or only people check them. */
export function filesOf(page) {
  const files = new Map();
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]);
    if (fence === null) continue;
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: a code block without an end`);
    const line = NAME_LINE.test(lines[at - 1]) ? lines[at - 1] : '';
    const names = [...line.matchAll(NAMES)].map(([, name]) => name);
    if (names.length === 0 && CODE.test(fence[1])) throw new Error(`line ${at + 1}: a code block without a file name`);
    const text = `${lines.slice(at + 1, end).join('\n')}\n`;
    for (const name of names) {
      if (files.has(name) && !isExcerpt(name)) throw new Error(`line ${at + 1}: a second ${name}`);
      const before = files.get(name)?.parts ?? [];
      const [byHand, project] = ['by hand', 'as a project'].map((how) => line.endsWith(`(checked ${how})`));
      files.set(name, { parts: [...before, text], byHand, project });
    }
    at = end;
  }
  return files;
}

/** Whether a block is a part of a file that runs in `examples`. */
export function isExcerpt(name) {
  return name.startsWith('examples/');
}
