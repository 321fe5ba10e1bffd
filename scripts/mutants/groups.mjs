import { readdirSync } from 'node:fs';

const RULES = [
  'alias-name',
  'imported-material',
  'key-lookup',
  'related-keys',
  'rotation',
  'shown-key-state',
  'tag-rules',
];
const GRANT_RULES = ['grant-rules', 'grant-tokens', 'new-grant'];
const DECIDING = ['decide', 'evaluate', 'key-policy', 'caller-policies', 'grant-permissions', 'wildcards'];

/** Hundreds of cases each: after all others, since they cost a survivor seconds. */
const EVERY_CASE = ['__tests__/authorization/every-operation.test.ts', '__tests__/conformance/conformance.test.ts'];

const AUTHORIZATION_TESTS = [
  ...[
    ...['wildcards', 'evaluate', 'decided-by', 'grant-permissions', 'key-policy', 'read-policy', 'conditions'],
    ...['identity-conditions', 'decide', 'decision', 'caller-policies', 'policy-grammar', 'policy-depth'],
  ].map((name) => `__tests__/authorization/${name}.test.ts`),
  '__tests__/operations/grants/granted-access.test.ts',
];

/**
 * What is mutated together, and the tests that matter to it, in the order in which they run: those of the files
 * themselves first, broad ones last. The first that fails ends a run, so a broad test costs time for survivors alone.
 */
export const GROUPS = {
  'blob-layout': {
    files: ['src/crypto/blob-layout.ts'],
    tests: ['__tests__/crypto/blob-layout.test.ts', '__tests__/crypto/ciphertext-blob.test.ts'],
  },
  paging: {
    files: ['src/rules/paging.ts'],
    tests: ['__tests__/rules/paging.test.ts'],
  },
  settling: {
    files: ['src/rules/settle/*.ts'],
    tests: [
      '__tests__/rules/settle.test.ts',
      '__tests__/rules/settle-stored.test.ts',
      '__tests__/operations/keys/key-deletion.test.ts',
      '__tests__/operations/multi-region/key-deletion.test.ts',
      '__tests__/operations/custom-key-stores/connection.test.ts',
      '__tests__/operations/rotation/automatic-rotation.test.ts',
      '__tests__/operations/key-material/deleted-material.test.ts',
    ],
  },
  rules: {
    files: RULES.map((name) => `src/rules/${name}.ts`),
    tests: [
      ...['alias-name', 'tag-rules', 'related-keys', 'key-lookup'].map((name) => `__tests__/rules/${name}.test.ts`),
      ...['keys', 'rotation', 'aliases'].flatMap((area) => testsIn(`operations/${area}`)),
      ...['deleted-material', 'several-materials'].map((name) => `__tests__/operations/key-material/${name}.test.ts`),
      '__tests__/operations/custom-key-stores/keys-in-store.test.ts',
      ...['replicate-key', 'update-primary-region'].map((name) => `__tests__/operations/multi-region/${name}.test.ts`),
      ...['encryption-context', 're-encrypt'].map((name) => `__tests__/operations/cryptographic/${name}.test.ts`),
    ],
  },
  keys: {
    files: [
      'src/rules/*.ts',
      'src/rules/views/*.ts',
      ...without('rules', [...RULES, ...GRANT_RULES, 'access', 'paging', 'views/grant-list-entry']),
    ],
    tests: [
      ...testsIn('operations/keys'),
      ...['import-key-material', 'several-materials'].map(
        (name) => `__tests__/operations/key-material/${name}.test.ts`,
      ),
      ...['key-checks', 're-encrypt', 'asymmetric-encryption', 'signing-refusals', 'recipient'].map(
        (name) => `__tests__/operations/cryptographic/${name}.test.ts`,
      ),
      ...['grant-tokens', 'granted-access'].map((name) => `__tests__/operations/grants/${name}.test.ts`),
      '__tests__/operations/custom-key-stores/keys-in-store.test.ts',
      '__tests__/operations/multi-region/replicate-key.test.ts',
      '__tests__/operations/rotation/list-key-rotations.test.ts',
      ...['lockout', 'attestation'].map((name) => `__tests__/authorization/${name}.test.ts`),
      ...['ciphertext-key', 'strict-principals', 'paging'].map((name) => `__tests__/rules/${name}.test.ts`),
      ...['determinism', 'snapshot'].map((name) => `__tests__/world/${name}.test.ts`),
      '__tests__/pipeline/late-write.test.ts',
      '__tests__/local-kms-callers.test.ts',
      '__tests__/events/service-events.test.ts',
    ],
  },
  state: {
    files: ['src/state/**/*.ts'],
    tests: [
      ...testsIn('state'),
      '__tests__/pipeline/run.test.ts',
      '__tests__/local-kms.test.ts',
      '__tests__/rules/paging.test.ts',
    ],
  },
  validation: {
    files: ['src/pipeline/validation/*.ts'],
    tests: ['__tests__/pipeline/constraints.test.ts', '__tests__/pipeline/validation.test.ts'],
  },
  pipeline: {
    files: ['src/pipeline/*.ts', 'src/pipeline/steps/*.ts', '!src/pipeline/steps/authorize.ts'],
    tests: [
      '__tests__/pipeline/run.test.ts',
      '__tests__/pipeline/waiting.test.ts',
      '__tests__/pipeline/late-write.test.ts',
      '__tests__/world/call-hooks.test.ts',
      '__tests__/operations/keys/get-key-last-usage.test.ts',
      '__tests__/bench/on-call.test.ts',
      '__tests__/bench/calls.test.ts',
      '__tests__/operations/grants/grant-tokens.test.ts',
      '__tests__/operations/cryptographic/key-checks.test.ts',
      '__tests__/key-states.test.ts',
      '__tests__/world/determinism.test.ts',
      '__tests__/operations/keys/aws-managed-keys.test.ts',
      '__tests__/operations/rotation/rotation-settings.test.ts',
    ],
  },
  authorization: {
    files: [...DECIDING.map((name) => `src/authorization/${name}.ts`), 'src/pipeline/steps/authorize.ts'],
    tests: [
      ...AUTHORIZATION_TESTS,
      '__tests__/pipeline/authorize.test.ts',
      '__tests__/authorization/attestation.test.ts',
      ...testsIn('pipeline/access'),
      ...EVERY_CASE,
    ],
  },
  access: {
    files: ['src/pipeline/access/*.ts', 'src/rules/access.ts'],
    tests: [
      ...testsIn('pipeline/access'),
      '__tests__/rules/access.test.ts',
      ...['decision', 'attestation', 'caller-policies', 'conditions', 'lockout'].map(
        (name) => `__tests__/authorization/${name}.test.ts`,
      ),
      ...['granted-access', 'grant-terms', 'end-of-grants'].map(
        (name) => `__tests__/operations/grants/${name}.test.ts`,
      ),
      ...testsIn('bench/access'),
      '__tests__/operations/multi-region/replicate-key.test.ts',
      '__tests__/operations/cryptographic/re-encrypt.test.ts',
      ...EVERY_CASE,
    ],
  },
  conditions: {
    files: ['src/authorization/conditions/*.ts'],
    // Most of these files are tables, whose every row all tests come to: none of those with hundreds of cases is here.
    tests: [
      ...['context', 'condition-values', 'condition-keys', 'identity-conditions', 'conditions'],
      ...['ip-range', 'policy-variables'],
    ].map((name) => `__tests__/authorization/${name}.test.ts`),
  },
  policies: {
    files: ['src/authorization/*.ts', ...without('authorization', DECIDING)],
    tests: [
      ...['principal', 'policy-format', 'aws-managed-policies', 'aws-key-policies', 'lockout'].map(
        (name) => `__tests__/authorization/${name}.test.ts`,
      ),
      ...AUTHORIZATION_TESTS,
      '__tests__/bench/access/explain.test.ts',
      '__tests__/rules/strict-principals.test.ts',
      ...['iam-option', 'caller-option'].map((name) => `__tests__/options/iam/${name}.test.ts`),
      '__tests__/world/iam/iam.test.ts',
      '__tests__/operations/keys/aws-managed-keys.test.ts',
      ...EVERY_CASE,
    ],
  },
  grants: {
    files: [
      'src/operations/grants/*.ts',
      'src/rules/views/grant-list-entry.ts',
      ...GRANT_RULES.map((name) => `src/rules/${name}.ts`),
    ],
    tests: testsIn('operations/grants'),
  },
  'short-chain': {
    files: ['src/sdk-door/short-chain.ts', 'src/sdk-door/stack-entries.ts'],
    tests: ['stack-entries', 'short-chain-joins', 'neighbours', 'short-chain'].map(
      (name) => `__tests__/sdk-door/${name}.test.ts`,
    ),
  },
};

/** Those files of a room that other groups have. */
function without(room, names) {
  return names.map((name) => `!src/${room}/${name}.ts`);
}

function testsIn(folder) {
  const names = readdirSync(`__tests__/${folder}`, { recursive: true }).sort();
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `__tests__/${folder}/${name}`);
}
