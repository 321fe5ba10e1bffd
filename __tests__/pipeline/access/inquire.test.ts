/*
 * What would be decided about a call, by `kms.can`.
 */
import { generateKeyPairSync } from 'node:crypto';
import { localKms } from '../../../src/index.js';
import { ACCOUNT } from '../../support/engine.js';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const allow = (Action: string, Condition?: object) => ({
  ...{ Effect: 'Allow', Principal: { AWS: ROOT }, Action, Resource: '*' },
  ...(Condition && { Condition }),
});

function world() {
  const ATTESTED = { StringEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': 'a0'.repeat(48) } };
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow('kms:Decrypt', ATTESTED), allow('kms:Encrypt')],
  });
  return localKms({ keys: [{ Alias: 'alias/orders', Policy }] });
}

describe('A question about a call', () => {
  it('takes a member that is undefined for one that is left out', async () => {
    const question = { operation: 'Encrypt', KeyId: 'alias/orders', Plaintext: undefined } as const;
    expect((await world().can(question)).allowed).toBe(true);
  });

  it.each([
    [0xa0, true],
    [0xa1, false],
    [undefined, false],
  ])('asks what Recipient attests: PCR0 of %s, %s', async (byte, allowed) => {
    const kms = world();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const der = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    const Recipient = byte !== undefined && {
      KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const,
      AttestationDocument: await kms.attestationDocument({
        publicKey: der,
        pcrs: { 0: new Uint8Array(48).fill(byte) },
      }),
    };
    const question = { operation: 'Decrypt', KeyId: 'alias/orders', ...(Recipient && { Recipient }) } as const;
    expect((await kms.can(question)).allowed).toBe(allowed);
  });
});
