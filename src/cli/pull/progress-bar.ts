import type { Progress } from './read-account.js';

const WIDTH = 20;

/** One line that is written over, where there is a terminal to see it. */
export function progressBar({ stderr }: Pick<NodeJS.Process, 'stderr'>): { readonly show: Progress; end(): void } {
  if (!stderr.isTTY) return { show() {}, end() {} };
  const clear = '\r\u001b[K';
  return {
    show(region, done, all) {
      const full = all === 0 ? WIDTH : Math.floor((done / all) * WIDTH);
      stderr.write(`${clear}${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${all} ${region}`);
    },
    end: () => void stderr.write(clear),
  };
}
