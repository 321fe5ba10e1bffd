/*
 * Bad input, chosen by chance, for every operation: what comes out is an answer or an exception that AWS has, and a refused
 * call has changed nothing.
 *
 * `LOCALKMS_TEST_SEED=<seed>` repeats a run: fast-check prints the seed of one that fails.
 */
import fc from 'fast-check';
import { EXCEPTIONS } from '../../src/model/exceptions.js';
import { KmsFault } from '../../src/model/fault.js';
import type { OperationName } from '../../src/model/operation.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import type { StateSnapshot } from '../../src/state/state.js';
import type { TableName } from '../../src/state/tables.js';
import type { TestKms } from '../support/engine.js';
import { repeated } from '../support/property-runs.js';
import { type FuzzWorld, fuzzWorld, PLACES } from './fuzz-world.js';
import { inputOf } from './inputs.js';

const CASES_PER_OPERATION = 250;

let world: FuzzWorld;
let before: StateSnapshot;
beforeAll(async () => {
  world = await fuzzWorld();
  before = world.kms.world.state.snapshot();
}, 60_000);

/** Records that were not there before, and one entry for each that is gone. */
function changes(after: StateSnapshot): { table: string; record: unknown }[] {
  return Object.entries(after.tables).flatMap(([table, rows]) => {
    const known = before.tables[table as TableName];
    const records = new Set<unknown>(known.map(([, record]) => record));
    const added = (rows as readonly (readonly [number, unknown])[]).filter(([, record]) => !records.has(record));
    const lost = known.length + added.length - rows.length;
    return [...added, ...Array.from({ length: lost }, () => [0, 'gone'] as const)].map(([, record]) => ({
      table,
      record,
    }));
  });
}

async function check(caller: Pick<TestKms, 'call'>, operation: OperationName, input: unknown): Promise<void> {
  const { state } = world.kms.world;
  const error = await caller.call(operation, input as object).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const changed = changes(state.snapshot());
  if (changed.length > 0) state.restore(before);
  if (error === undefined) {
    // What is kept survives JSON.
    expect(JSON.parse(JSON.stringify(changed))).toEqual(changed);
    return;
  }
  if (!(error instanceof KmsFault)) throw error;
  expect(EXCEPTIONS).toContain(error.name);
  // Naming a predefined alias makes its AWS managed key, whatever becomes of the call.
  const tables = changed.map(({ table }) => table).sort();
  if (changed.some(isAwsManagedKey)) expect(tables).toEqual(['aliases', 'aliases', 'keys']);
  else expect(changed).toEqual([]);
}

function isAwsManagedKey({ record }: { record: unknown }): boolean {
  return (record as { KeyManager?: string }).KeyManager === 'AWS';
}

describe('bad input', () => {
  it.each(Object.keys(OPERATIONS) as OperationName[])(
    '%s',
    async (operation) => {
      const cases = [fc.constantFrom(...PLACES), inputOf(operation, world.pool)] as const;
      const property = fc.asyncProperty(...cases, (place, input) => check(world.kms.as(place), operation, input));
      await fc.assert(property, { numRuns: CASES_PER_OPERATION, ...repeated() });
    },
    60_000,
  );
});
