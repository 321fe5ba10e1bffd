// Whether calls on one thing can have happened one after the other: the check of Wing and Gong (Testing and Verifying
// Concurrent Objects, 1993).

/**
 * Looks for an order of calls that explains what each was answered. A call happened at one moment between its `start` and its
 * `end`.
 * @param calls `looks`: it wrote nothing
 * @param step what a state becomes by a call that was answered so; undefined where it would have been answered otherwise
 * @returns undefined where there is an order; else the calls around the first that none explains
 */
export function unexplained(calls, first, step) {
  const sorted = [...calls].sort((one, other) => one.start - other.start);
  const done = new Uint8Array(sorted.length);
  const tried = new Set();
  /** Choices: the state in which there was one, the ways not yet gone, and what was carried out on the latest of them. */
  const choices = [];
  let state = first;
  // All before `from` are done, and none from `to` on.
  let from = 0;
  let to = 0;
  let furthest = 0;

  /** The calls that may come next: none that is still to come ended before they began. */
  function possible() {
    while (done[from]) from++;
    furthest = Math.max(furthest, from);
    const found = [];
    let end = Number.POSITIVE_INFINITY;
    for (to = from; to < sorted.length && sorted[to].start <= end; to++) {
      if (done[to]) continue;
      found.push(to);
      end = Math.min(end, sorted[to].end);
    }
    return found;
  }

  function carryOut(calls) {
    for (const at of calls) done[at] = 1;
    choices.at(-1)?.gone.push(...calls);
  }

  function takeBack(calls) {
    for (const at of calls) {
      done[at] = 0;
      from = Math.min(from, at);
    }
  }

  for (;;) {
    // What only looked may come as soon as it can: that takes nothing from those that follow.
    let next = possible();
    for (let looks = next; looks.length > 0; next = possible()) {
      looks = next.filter((at) => sorted[at].looks && step(state, sorted[at]) === state);
      carryOut(looks);
    }
    if (next.length === 0) return undefined;
    const here = `${JSON.stringify(state)} ${from} ${done.subarray(from, to).join('')}`;
    const ways = tried.has(here) ? [] : next.filter((at) => step(state, sorted[at]) !== undefined);
    tried.add(here);
    choices.push({ state, ways, gone: [] });
    for (;;) {
      const choice = choices.at(-1);
      if (choice === undefined) return sorted.slice(Math.max(0, furthest - 5), furthest + 20);
      takeBack(choice.gone.splice(0));
      const way = choice.ways.pop();
      if (way === undefined) choices.pop();
      else {
        state = step(choice.state, sorted[way]);
        carryOut([way]);
        break;
      }
    }
  }
}
