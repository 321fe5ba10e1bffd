import { dryRunModifiersWithoutDryRun } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import type { Shape } from '../../model/shapes.js';

interface Input {
  readonly DryRun?: boolean | undefined;
  readonly DryRunModifiers?: readonly string[] | undefined;
}

function ignoresCiphertext({ DryRun, DryRunModifiers }: Input): boolean {
  return DryRun === true && Array.isArray(DryRunModifiers) && DryRunModifiers.includes('IGNORE_CIPHERTEXT');
}

/** Decrypt and ReEncrypt need it, although their model does not say so, unless a dry run ignores it. */
export const CiphertextBlob: Shape = { ...Member.CiphertextBlob, requiredUnless: ignoresCiphertext };

export function checkDryRunModifiers({ input }: { readonly input: Input }): void {
  if (input.DryRunModifiers?.length && !input.DryRun) throw dryRunModifiersWithoutDryRun();
}
