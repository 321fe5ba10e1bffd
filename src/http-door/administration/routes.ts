import type { CallFilter } from '../../bench/calls/call-filter.js';
import type { Fault } from '../../bench/faults/fault-rule.js';
import type { LocalKms } from '../../local-kms.js';
import type { OperationName } from '../../model/operation-types.js';
import { anything, expectedKind, isPlainObject, members, refuse } from '../../options/checks.js';
import { VERSION } from '../../runtime/version.js';
import type { WorldSnapshot } from '../../world/snapshot.js';
import type { Duration } from '../../world/test-clock.js';
import { ACCESS_ROUTES } from './access-routes.js';
import { NotThere, type Routes } from './route.js';

/** The version of this interface. */
const API = 1;

// `countSends()` checks the rest.
const checkCount = members<{ readonly operation?: unknown }>({ operation: anything });

/** Every path below `/_localkms/`, with its methods; `docs/openapi.json` describes them. */
export const ROUTES: Routes = {
  health: { GET: () => ({ status: 'ok', version: VERSION, api: API }) },
  reset: {
    async POST({ kms }) {
      kms.reset();
      // Where the world has a store, it is to be there too.
      await kms.ready();
    },
  },
  snapshot: {
    GET: ({ kms }) => kms.snapshot(),
    PUT: ({ kms, body }) => kms.restore(body as WorldSnapshot),
  },
  calls: {
    GET: ({ kms, query }) => kms.calls(filterOf(query)),
    DELETE: ({ kms }) => kms.clearCalls(),
  },
  'calls/count': {
    GET({ kms, query }) {
      checkCount(query, 'query');
      return { count: kms.countSends(query.operation as OperationName | undefined) };
    },
  },
  faults: {
    GET: ({ kms }) => kms.faults.pending(),
    POST({ kms, body, faults }) {
      const remove = kms.faults.add(body as Fault);
      // Also faults that are gone keep theirs: who takes one away twice takes away none of another test.
      const id = String(faults.size + 1);
      faults.set(id, remove);
      return { id };
    },
    DELETE: ({ kms }) => kms.faults.clear(),
  },
  'faults/assertAllMet': { POST: ({ kms }) => kms.faults.assertAllMet() },
  'faults/{id}': {
    DELETE({ name, faults }) {
      const remove = faults.get(name);
      if (remove === undefined) throw new NotThere(`[localkms] there is no fault ${name}`);
      remove();
      return undefined;
    },
  },
  clock: {
    GET: ({ kms }) => ({ now: new Date(kms.clock.now()).toISOString() }),
    PUT: ({ kms, body }) => setClock(kms, body),
    DELETE: ({ kms }) => kms.clock.useSystemTime(),
  },
  keys: { GET: ({ kms }) => kms.keys() },
  'keys/{id}': { GET: ({ kms, name }) => kms.findKey(name) ?? notThere(() => kms.key(name)) },
  ...ACCESS_ROUTES,
};

/** With the words of what the handle throws where there is none. */
function notThere(read: () => unknown): never {
  try {
    read();
  } catch (error) {
    throw new NotThere((error as Error).message);
  }
  throw new NotThere('[localkms] it is not there');
}

const CALLER = ['principal', 'accountId', 'region'];

/** Names as in the filter of `calls()`; those of the caller stand beside the others. */
function filterOf(query: Readonly<Record<string, string>>): CallFilter {
  const members = Object.entries(query);
  const caller = members.filter(([name]) => CALLER.includes(name));
  const others = members.filter(([name]) => !CALLER.includes(name));
  // `calls()` checks it.
  return {
    ...Object.fromEntries(others),
    ...(caller.length > 0 && { caller: Object.fromEntries(caller) }),
  } as CallFilter;
}

function setClock({ clock }: LocalKms, body: unknown): void {
  if (!isPlainObject(body)) expectedKind('clock', body, 'an object with set or advance');
  const [[name, value] = [], another] = Object.entries(body);
  if (another !== undefined || (name !== 'set' && name !== 'advance')) refuse('clock', 'give either set or advance');
  if (name === 'set') clock.set(value as string);
  else clock.advance(value as Duration);
}
