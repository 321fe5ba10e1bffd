/**
 * Times contestants in turn in one run, so that a slow moment of the machine hits all of them. Each is run in batches;
 * the figure is the median of the batches, in microseconds per call.
 */
export async function measure(contestants, { rounds = 15, batch = 200, warmUp = 1000 } = {}) {
  const names = Object.keys(contestants);
  for (const name of names) for (let i = 0; i < warmUp; i++) await contestants[name]();
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const run = contestants[name];
      const start = performance.now();
      for (let i = 0; i < batch; i++) await run();
      samples[name].push(((performance.now() - start) / batch) * 1000);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])]));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A Markdown table of figures and their ratio to one of them. */
export function table(title, figures, base, unit = 'µs') {
  const rows = Object.entries(figures).map(
    ([name, value]) => `| ${name} | ${format(value)} | ${(value / figures[base]).toFixed(2)} |`,
  );
  return [`### ${title}`, '', `| | ${unit} | times ${base} |`, '|---|---:|---:|', ...rows, ''].join('\n');
}

export function format(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
