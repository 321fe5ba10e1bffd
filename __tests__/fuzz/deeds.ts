import { type LocalKms, localKms, type WorldSnapshot } from '../../src/index.js';
import type { Deed } from './actions.js';
import { damagedSnapshot } from './damaged-snapshot.js';
import { OwnError } from './odd.js';

type Does = { readonly [D in Deed['does']]: (kms: LocalKms, value: never, beginning: WorldSnapshot) => void };

const DEEDS: Does = {
  advance: (kms, value) => kms.clock.advance(value),
  set: (kms, value) => kms.clock.set(value),
  addFault: (kms, value) => void kms.faults.add(value),
  clearFaults: (kms) => kms.faults.clear(),
  ask: (kms, value) => void kms.findKey(value),
  clearCalls: (kms) => kms.clearCalls(),
  reset(kms, _value, beginning) {
    kms.reset();
    kms.restore(beginning);
  },
  restore: (kms) => kms.restore(kms.snapshot()),
  restoreFromJson: (kms) => kms.restore(throughJson(kms)),
  restoreDamaged(kms, { at, value }: { at: number; value: unknown }) {
    const other = localKms({ clock: kms.clock.now() });
    other.restore(damagedSnapshot(throughJson(kms), at, value));
    // What is taken is whole.
    other.keys();
  },
  look(kms) {
    kms.keys();
    kms.calls();
  },
};

/** Does it to a world; an error of localkms itself begins with its name, and only that or the caller's own may come out. */
export function carryOut(does: Deed['does'], kms: LocalKms, value: unknown, beginning: WorldSnapshot): void {
  try {
    DEEDS[does](kms, value as never, beginning);
  } catch (error) {
    if (!(error instanceof OwnError || (error instanceof Error && error.message.startsWith('[localkms]')))) throw error;
  }
}

function throughJson(kms: LocalKms): WorldSnapshot {
  return JSON.parse(JSON.stringify(kms.snapshot()));
}
