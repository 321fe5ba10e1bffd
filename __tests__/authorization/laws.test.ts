import { DecryptCommand, DescribeKeyCommand, EncryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import type { StatementReference } from '../../src/authorization/decision.js';
import { repeated } from '../support/property-runs.js';
import {
  GUARD_RAILS,
  KEY_POLICY,
  type Policies,
  type PolicyScene,
  played,
  SESSION_POLICY,
  scenes,
  statement,
  withPrincipal,
} from './policy-scene.js';
import type { Statement } from './situation.js';

const COMMANDS = {
  Encrypt: EncryptCommand,
  Decrypt: DecryptCommand,
  GenerateDataKey: GenerateDataKeyCommand,
  DescribeKey: DescribeKeyCommand,
};
const RUNS = { numRuns: 100, ...repeated() };
/** Stands in where a policy would have no statement left. */
const INERT: Statement = { Effect: 'Allow', Action: 'kms:CancelKeyDeletion', Resource: '*' };

async function isAllowed(scene: PolicyScene): Promise<boolean> {
  return (await played(scene)).access.allowed;
}

function changed(scene: PolicyScene, name: string, statements: readonly Statement[]): PolicyScene {
  return { ...scene, policies: { ...scene.policies, [name]: statements } };
}

/** One of the names, by any number. */
function pick(policies: Policies, at: number): string {
  const names = Object.keys(policies);
  return names[at % names.length] as string;
}

const inert = (name: string) => (name === KEY_POLICY ? { ...INERT, Principal: { AWS: '*' } } : INERT);

async function neverWiden(scene: PolicyScene, other: PolicyScene): Promise<void> {
  if (await isAllowed(other)) expect(await isAllowed(scene)).toBe(true);
}

describe('Access', () => {
  it('is never widened by a Deny', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.nat(), withPrincipal, async (scene, at, { Principal, ...rest }) => {
        const name = pick(scene.policies, at);
        const denial = { ...rest, ...(name === KEY_POLICY && { Principal }), Effect: 'Deny' };
        await neverWiden(scene, changed(scene, name, [...(scene.policies[name] ?? []), denial]));
      }),
      RUNS,
    );
  });

  it('is never widened by the loss of an Allow', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.nat(), fc.nat(), async (scene, at, lost) => {
        const name = pick(scene.policies, at);
        const statements = scene.policies[name] ?? [];
        const left = statements.filter(({ Effect }, place) => Effect === 'Deny' || place !== lost % statements.length);
        await neverWiden(scene, changed(scene, name, [...left, inert(name)]));
      }),
      RUNS,
    );
  });

  it('is never widened by a guard rail', async () => {
    const rail = fc.array(statement, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(scenes, fc.constantFrom(...GUARD_RAILS), rail, async (scene, name, statements) => {
        fc.pre(name !== SESSION_POLICY || scene.caller.includes(':assumed-role/'));
        const { [name]: _, ...policies } = scene.policies;
        await neverWiden({ ...scene, policies }, changed(scene, name, statements));
      }),
      RUNS,
    );
  });

  it('is what the call itself meets, with the same message', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const { client, input, access } = await played(scene);
        // The input is that of the operation.
        const Command = COMMANDS[scene.operation] as new (input: object) => DescribeKeyCommand;
        const outcome = await client.send(new Command(input)).then(
          () => ({ allowed: true, message: undefined }),
          ({ name, message }: Error) => ({ allowed: name !== 'AccessDeniedException', message }),
        );
        expect(outcome).toEqual({ allowed: access.allowed, message: access.message });
        outcomes.add(String(access.allowed));
      }),
      { ...RUNS, numRuns: 200 },
    );
    expect(outcomes.size).toBe(2);
  });

  it('does not depend on the order of statements, values and policies', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const entries = Object.entries(scene.policies).map(([name, statements]) => [name, reversed(statements)]);
        const swapped: Record<string, string> = { one: 'two', two: 'one', scp: 'scp2', scp2: 'scp' };
        const policies = Object.fromEntries(entries.map(([name, of]) => [swapped[name as string] ?? name, of]));
        const [before, after] = [await played(scene), await played({ ...scene, policies })];
        const { message, allowed } = before.access;
        const keyId = (text = '', { input }: typeof before) => text.replaceAll(input.KeyId, 'KEY');
        expect(after.access.allowed).toBe(allowed);
        expect(keyId(after.access.message, after)).toBe(keyId(message, before));
      }),
      RUNS,
    );
  });
});

/** The same with every list the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reversed(member)]));
}

describe('An explanation', () => {
  it('names statements that are there, of the effect that it tells of', async () => {
    let named = 0;
    const sids = (policies: Policies): Policies =>
      Object.fromEntries(
        Object.entries(policies).map(([name, of]) => [name, of.map((one, at) => ({ ...one, Sid: `S${at}` }))]),
      );
    await fc.assert(
      fc.asyncProperty(scenes, async (given) => {
        const scene = { ...given, policies: sids(given.policies) };
        const { access } = await played(scene);
        const expectStatement = ({ policy, at, sid }: StatementReference, Effect: 'Allow' | 'Deny') => {
          expect({ policy, found: scene.policies[policy]?.[at] }).toMatchObject({
            policy,
            found: { Sid: sid, Effect },
          });
          named++;
        };
        for (const decision of access.decisions) {
          if (decision.statement) expectStatement(decision.statement, decision.allowed ? 'Allow' : 'Deny');
          for (const near of decision.allowed ? [] : decision.nearest) {
            if ('statement' in near) expectStatement(near.statement, 'Allow');
          }
        }
      }),
      { ...RUNS, numRuns: 200 },
    );
    expect(named).toBeGreaterThan(100);
  });
});
