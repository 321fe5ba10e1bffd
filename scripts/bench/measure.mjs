/**
 * Times contestants in turn in one run, so that a slow moment of the machine hits all of them. Each is run in batches;
 * the figure is the median of the batches, in microseconds per call. `afterRound` runs after each round of them.
 */
export async function measure(contestants, { rounds = 15, batch = 200, warmUp = 1000, afterRound = () => {} } = {}) {
  const names = Object.keys(contestants);
  for (const name of names) for (let i = 0; i < warmUp; i++) await contestants[name]();
  afterRound();
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const run = contestants[name];
      const start = performance.now();
      for (let i = 0; i < batch; i++) await run();
      samples[name].push(((performance.now() - start) / batch) * 1000);
    }
    afterRound();
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])]));
}

/**
 * How much more than the first each contestant costs, in microseconds of processor time per call. A difference is taken
 * between batches of a few milliseconds that follow each other, so that a slow moment of the machine hits both; the
 * figure is the median of the differences, and for the first that of its own batches. Each round starts with another.
 */
export async function compare(contestants, { rounds = 45, batchMs = 3, warmUp = 10_000, warmUpMs = 1500 } = {}) {
  const names = Object.keys(contestants);
  for (const name of names) {
    const end = performance.now() + warmUpMs;
    for (let i = 0; i < warmUp && performance.now() < end; i++) await contestants[name]();
  }
  const batch = Math.ceil(Math.min(100, Math.max(10, (batchMs * 1000) / (await cpuTime(contestants[names[0]], 20)))));
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const at of names.keys()) {
      const name = names[(round + at) % names.length];
      samples[name].push(await cpuTime(contestants[name], batch));
    }
  }
  const [base, ...others] = names;
  const more = (name) => median(samples[name].map((figure, round) => figure - samples[base][round]));
  return Object.fromEntries([[base, median(samples[base])], ...others.map((name) => [name, more(name)])]);
}

/** Not the time on the clock: what else runs on the machine does not count. */
async function cpuTime(run, calls) {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A Markdown table of figures and their ratio to one of them, or to each of several. */
export function table(title, figures, base, unit = 'µs') {
  const bases = [base].flat();
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rows = Object.entries(figures).map(([name, value]) =>
    row([name, format(value), ...bases.map((one) => (value / figures[one]).toFixed(2))]),
  );
  const head = ['', unit, ...bases.map((one) => `times ${one}`)];
  return [`### ${title}`, '', row(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows, ''].join('\n');
}

export function format(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
