import type { KeyLastUsageTrackingOperation } from '@aws-sdk/client-kms';
import { insert, replace } from '../../state/changes.js';
import type { LastUsageRecord } from '../../state/records/last-usage.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/** What GetKeyLastUsage tells; ReEncrypt counts for both of its keys. */
export function recordLastUsage({ name, tracksLastUsage }: CompiledOperation, call: Progress): void {
  if (!tracksLastUsage || !call.applied) return;
  const { state } = call.world;
  for (const { Arn: keyArn } of call.keys) {
    // A key deleted while this call was under way keeps no trace.
    if (state.get('keys', keyArn) === undefined) continue;
    const before = state.get('lastUsages', keyArn);
    const usage: LastUsageRecord = {
      keyArn,
      // Only these are declared with tracksLastUsage: the type of a declaration sees to it.
      Operation: name as KeyLastUsageTrackingOperation,
      Timestamp: call.now,
      KmsRequestId: call.info.requestId,
    };
    state.applyAtOnce([before === undefined ? insert('lastUsages', usage) : replace('lastUsages', before, usage)]);
  }
}
