import { toBase64 } from '../bytes/base64.js';
import { sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';
import { expected, expectedKind, isPlainObject, refuse } from '../options/checks.js';
import type { StateSnapshot } from '../state/state.js';

/** The form of records today. Whoever changes the form of a record adds one, and a migration (`world/records/migrations.ts`). */
export const FORM = 3;

/** A whole world as a value that survives JSON: keep it in a file, or give it to another process. Contains key material. */
export interface WorldSnapshot {
  /** The number of the form of its records. */
  readonly localkms: number;
  /** Base64; opens the grant tokens, import tokens and markers that the world has given out. */
  readonly tokenSecret: string;
  /** How far a seeded world has come in its streams of chance. */
  readonly turns?: Readonly<Record<string, number>>;
  /** The records. Not typed further: their form is this package's own, and older SDKs lack some of its names. */
  readonly state: object;
  /** SHA-256 over all the rest, in base64: `restore` sees by it that nothing was damaged. It proves nothing else. */
  readonly seal: string;
}

/** What a snapshot says beside its form and its records. */
export type Particulars = Pick<WorldSnapshot, 'tokenSecret' | 'turns'>;

/** Frozen, and nobody else's records: they are copied when somebody first looks, which going back to it never does. */
export function worldSnapshot({ tokenSecret, turns }: Particulars, records: StateSnapshot): WorldSnapshot {
  let copy: { readonly state: object; readonly seal: string } | undefined;
  const look = () => {
    const text = JSON.stringify(records);
    copy ??= {
      state: JSON.parse(text, (_, value) => Object.freeze(value)),
      seal: sealOf(FORM, tokenSecret, turns, text),
    };
    return copy;
  };
  return Object.freeze({
    localkms: FORM,
    tokenSecret,
    ...(turns && { turns: Object.freeze(turns) }),
    get state() {
      return look().state;
    },
    get seal() {
      return look().seal;
    },
  });
}

function sealOf(form: number, tokenSecret: unknown, turns: unknown, records: string): string {
  return toBase64(sha256(toUtf8(JSON.stringify([form, tokenSecret, turns ?? {}]) + records)));
}

/**
 * What `restore` was given, the records as a copy.
 * @throws TypeError for what is not as `snapshot()` gave it, in this form
 */
export function openSnapshot(snapshot: WorldSnapshot): Particulars & { readonly records: StateSnapshot } {
  const path = 'snapshot';
  checkForm(snapshot, path);
  const { localkms, tokenSecret, turns, state, seal } = snapshot;
  if (localkms < FORM) refuse(`${path}.localkms`, `an older version of localkms made it: ${HELP} brings it up to date`);
  const text = textOf(state);
  if (text === undefined || seal !== sealOf(localkms, tokenSecret, turns, text)) {
    refuse(`${path}.seal`, `it is not as snapshot() gave it: ${HELP} tells what is damaged, or seals it anew`);
  }
  return { tokenSecret, ...(turns && { turns }), records: JSON.parse(text) };
}

function textOf(records: object): string | undefined {
  try {
    return JSON.stringify(records);
  } catch {
    return undefined;
  }
}

const HELP = 'readSnapshot of localkms/snapshots';

/** Refuses what is no snapshot, and one of a newer version. */
export function checkForm(snapshot: unknown, path: string): asserts snapshot is Pick<WorldSnapshot, 'localkms'> {
  if (!isPlainObject(snapshot)) expectedKind(path, snapshot, 'what snapshot() gave');
  const { localkms } = snapshot;
  if (typeof localkms !== 'number' || !Number.isSafeInteger(localkms) || localkms < 1) {
    expected(`${path}.localkms`, localkms, 'the number of a form');
  }
  if (localkms > FORM) {
    refuse(`${path}.localkms`, `a newer version of localkms made it: it is of form ${localkms}, known here is ${FORM}`);
  }
}
