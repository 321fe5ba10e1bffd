type Json = Record<string, unknown>;

/** What may be of any form, since damaged snapshots are migrated too; what comes out is checked. */
interface AnyTables {
  readonly state?: { readonly tables?: { [table: string]: unknown } | null } | null;
}

/**
 * Brings the copy of a snapshot from the form before it to the next one: the first from form 1 to 2. The list only grows, and
 * each form has a snapshot in `__tests__/readers/snapshots`.
 */
export const MIGRATIONS: readonly ((snapshot: Json) => void)[] = [
  /**
   * Form 1 lasted until every record was checked. At first it had a table `keyMaterials` for what related keys share (decision
   * 8), and tags without a place; and records that came back from a removal stood behind younger ones.
   */
  function materialsIntoKeys(snapshot) {
    const tables = (snapshot as AnyTables).state?.tables ?? {};
    const shared = new Map(recordsOf(tables.keyMaterials).map(({ id, ...materials }) => [id, materials]));
    delete tables.keyMaterials;
    for (const key of recordsOf(tables.keys)) {
      key.materials ??= withoutKeyArn(shared.get(`${key.account}/${key.KeyId}`));
      if (Array.isArray(key.Tags)) key.Tags = key.Tags.map((tag, at) => ({ place: at + 1, ...tag }));
    }
    for (const rows of Object.values(tables)) if (Array.isArray(rows)) rows.sort((a, b) => a?.[0] - b?.[0]);
    snapshot.localkms = 2;
  },
  /** Form 2 lasted until there were policies of IAM: it has no tables of users, roles, managed policies and accounts. */
  function tablesOfIam(snapshot) {
    const tables = (snapshot as AnyTables).state?.tables;
    if (tables) Object.assign(tables, { identities: [], managedPolicies: [], accounts: [], ...tables });
    snapshot.localkms = 3;
  },
];

/** The rotation named the key on which it was set. */
function withoutKeyArn(materials: Json | undefined): Json | undefined {
  const { keyArn: _keyArn, ...rotation } = (materials?.rotation ?? {}) as Json;
  return materials?.rotation === undefined ? materials : { ...materials, rotation };
}

function recordsOf(table: unknown): Json[] {
  const records = Array.isArray(table) ? table.map((row) => row?.[1]) : [];
  return records.filter((record) => typeof record === 'object' && record !== null);
}
