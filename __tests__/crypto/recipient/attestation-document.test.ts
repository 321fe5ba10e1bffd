import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { decode, encode } from 'cborg';
import { encodingOf, readSequence, sequence } from '../../../src/bytes/der.js';
import { backend } from '../../../src/crypto/backend/node/node-backend.js';
import { readAttestationDocument } from '../../../src/crypto/recipient/attestation-document.js';
import { TEST_ATTESTATION_ROOT } from '../../../src/crypto/recipient/test-root.js';
import { type Authority, certificateAuthority, signDocument } from '../../support/attestation.js';
import { attestationDocument } from '../../support/attestation-document.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const DAY = 86_400_000;
const publicKey = new Uint8Array(
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }),
);

describe('attestationDocument()', () => {
  it('makes what others verify: the certificates, and the signature by ES384', async () => {
    const document = await attestationDocument({ publicKey, timestamp: NOW });
    const [header, unprotected, payload, signature] = decode(document, { useMaps: true }) as [
      Uint8Array,
      Map<never, never>,
      Uint8Array,
      Uint8Array,
    ];
    expect(decode(header, { useMaps: true })).toEqual(new Map([[1, -35]]));
    expect(unprotected.size).toBe(0);
    const content = decode(payload, { useMaps: true }) as Map<string, unknown>;
    const leaf = new X509Certificate(content.get('certificate') as Uint8Array);
    const root = new X509Certificate((content.get('cabundle') as [Uint8Array])[0]);
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['May 31 23:59:00 2026 GMT', 'Jun  1 03:00:00 2026 GMT']);
    const signed = encode(['Signature1', header, new Uint8Array(0), payload]);
    expect(verify('sha384', signed, { key: leaf.publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('is dated also after 2049', async () => {
    const timestamp = Date.parse('2049-12-31T23:00:00Z');
    const document = await attestationDocument({ publicKey, timestamp });
    await expect(readAttestationDocument(backend, document, TEST_ATTESTATION_ROOT, timestamp)).resolves.toBeDefined();
  });
});

describe('readAttestationDocument()', () => {
  const read = (document: Uint8Array, root = TEST_ATTESTATION_ROOT, now = NOW) =>
    readAttestationDocument(backend, document, root, now);

  it('tells the public key, the registers and the platform', async () => {
    const pcrs = { 0: 'ab'.repeat(48), 4: new Uint8Array(32).fill(7), 31: new Uint8Array(64) };
    for (const platform of ['Nitro Enclaves', 'NitroTPM'] as const) {
      expect(await read(await attestationDocument({ publicKey, pcrs, platform, timestamp: NOW }))).toEqual({
        publicKey,
        pcrs: new Map([
          [0, new Uint8Array(48).fill(0xab)],
          [4, new Uint8Array(32).fill(7)],
          [31, new Uint8Array(64)],
        ]),
        platform,
      });
    }
  });

  it('has sixteen registers of zeros by default', async () => {
    const { pcrs } = await read(await attestationDocument({ publicKey, timestamp: NOW }));
    expect([...pcrs.keys()]).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect(new Set([...pcrs.values()].map(String))).toEqual(new Set([String(new Uint8Array(48))]));
  });

  describe('follows certificates that OpenSSL made', () => {
    let root: Authority;
    let region: Authority;
    let zone: Authority;
    let instance: Authority;
    beforeAll(() => {
      const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign';
      root = certificateAuthority({ name: 'root', extensions: authority });
      region = certificateAuthority({
        name: 'region',
        issuer: root,
        extensions: 'basicConstraints=critical,CA:TRUE,pathlen:1\nkeyUsage=critical,keyCertSign',
      });
      zone = certificateAuthority({
        name: 'zone',
        issuer: region,
        extensions:
          'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash',
      });
      instance = certificateAuthority({ name: 'instance', issuer: zone, extensions: authority });
    });
    const leafOf = (issuer: Authority, extensions = 'basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature') =>
      certificateAuthority({ name: 'enclave', issuer, extensions });
    const payloadOf = (leaf: Authority, chain: readonly Authority[] = [root]) => ({
      module_id: 'i-1',
      digest: 'SHA384',
      timestamp: NOW,
      pcrs: new Map([[0, new Uint8Array(48)]]),
      certificate: leaf.certificate,
      cabundle: chain.map(({ certificate }) => certificate),
      public_key: publicKey,
    });
    const documentOf = (leaf: Authority, chain: readonly Authority[]) => signDocument(leaf, payloadOf(leaf, chain));

    it('from the root through intermediate ones', async () => {
      await expect(read(documentOf(leafOf(root), [root]), root.certificate, Date.now())).resolves.toBeDefined();
      const chain = [root, region, zone];
      await expect(read(documentOf(leafOf(zone), chain), root.certificate, Date.now())).resolves.toBeDefined();
    });

    it('and refuses chains that do not hold', async () => {
      const other = certificateAuthority({ name: 'root', extensions: 'basicConstraints=critical,CA:TRUE' });
      const notIssued = 'a certificate is not signed by the one before it';
      const noAuthority = leafOf(root);
      const cases: [string, Uint8Array][] = [
        ['the certificate chain begins at another root', documentOf(leafOf(other), [other])],
        [notIssued, documentOf(leafOf(other), [root])],
        [notIssued, documentOf(leafOf(zone), [root, zone])],
        [notIssued, documentOf(leafOf(zone), [root, zone, region])],
        [notIssued, documentOf(leafOf(noAuthority), [root, noAuthority])],
        // Longer than the path length of `zone` allows.
        [notIssued, documentOf(leafOf(instance), [root, region, zone, instance])],
        ['the certificate is not for signatures', documentOf(leafOf(root, 'keyUsage=keyAgreement'), [root])],
        ['certificate: unknown critical extension', documentOf(leafOf(root, '1.2.3.4=critical,DER:0500'), [root])],
        ['the signature does not verify', documentOf({ ...leafOf(root), key: other.key }, [root])],
      ];
      for (const [message, document] of cases) {
        await expect(read(document, root.certificate, Date.now())).rejects.toMatchObject({
          name: 'CryptoError',
          message,
        });
      }
    });

    it('and refuses certificates that end too soon, wherever that is', async () => {
      const leaf = leafOf(root);
      const [tbs, ...signature] = readSequence(leaf.certificate).map(encodingOf);
      const elements = readSequence(tbs as Uint8Array).map(encodingOf);
      const cut = [
        ...elements.map((_, length) => sequence(sequence(...elements.slice(0, length)), ...signature)),
        ...signature.map((_, length) => sequence(tbs as Uint8Array, ...signature.slice(0, length))),
        sequence(),
      ];
      const soundChain = [root.certificate];
      for (const certificate of cut) {
        const asLeaf = documentOf({ ...leaf, certificate }, [root]);
        const between = signDocument(leaf, { ...payloadOf(leaf), cabundle: [...soundChain, certificate] });
        for (const document of [asLeaf, between]) {
          await expect(read(document, root.certificate, Date.now())).rejects.toMatchObject({ name: 'CryptoError' });
        }
      }
    });

    it('and refuses them outside their time', async () => {
      const document = documentOf(leafOf(root), [root]);
      for (const now of [Date.now() - DAY, Date.now() + 400 * DAY]) {
        await expect(read(document, root.certificate, now)).rejects.toThrow('a certificate is not valid at this time');
      }
    });

    it('and refuses payloads that do not say what they must', async () => {
      const leaf = leafOf(root);
      const sound = payloadOf(leaf);
      const wrong: [string, object][] = [
        ['module_id, digest or timestamp', { module_id: '' }],
        ['module_id, digest or timestamp', { digest: 'SHA256' }],
        ['module_id, digest or timestamp', { timestamp: 'now' }],
        ['pcrs', { pcrs: null }],
        ['pcrs', { pcrs: new Map() }],
        ['pcrs', { pcrs: new Map([[32, new Uint8Array(48)]]) }],
        ['pcrs', { pcrs: new Map([[0, new Uint8Array(20)]]) }],
        ['certificate', { certificate: new Uint8Array(1025) }],
        ['cabundle', { cabundle: [] }],
        ['cabundle', { cabundle: [new Uint8Array(0)] }],
        ['public_key', { public_key: null }],
        ['public_key', { public_key: new Uint8Array(1025) }],
      ];
      for (const [message, change] of wrong) {
        const document = signDocument(leaf, { ...sound, ...change });
        await expect(read(document, root.certificate, Date.now())).rejects.toMatchObject({
          name: 'CryptoError',
          message,
        });
      }
    });
  });
});
