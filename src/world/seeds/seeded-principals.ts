import { requirePrincipals } from '../../authorization/identities.js';
import type { World } from '../../contract/world.js';
import { asKmsAllows } from '../../options/seeds/seed-checks.js';
import type { Change } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';

/** With `strictPrincipals`: refuses seeds whose key policies name principals that are neither there nor come with them. */
export function requireSeededPrincipals(
  { state, strictPrincipals }: World,
  coming: readonly Change[],
  seeds: readonly { readonly key: KeyRecord; readonly path: string }[],
): void {
  if (!strictPrincipals) return;
  state.aside(() => {
    state.applyAtOnce(coming);
    for (const { key, path } of seeds) {
      asKmsAllows(`${path}.Policy`, undefined, () => requirePrincipals(state, key.Policy));
    }
  });
}
