import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { fromHex, toHex } from '../../../src/bytes/hex.js';
import { ed25519Family } from '../../../src/crypto/algorithms/ed25519/ed25519-family.js';
import { encodeSignature } from '../../../src/crypto/key-files/ec/ecdsa-signature.js';
import { encodePublicKey } from '../../../src/crypto/key-files/public-key.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import { ascii, BACKENDS, material } from './backends.js';

/** RFC 6979 A.2.5 to A.2.7, message `sample`: private key, r and s. */
const RFC_6979: readonly (readonly [KeySpecName, SigningAlgorithmSpec, string, string, string])[] = [
  [
    'ECC_NIST_P256',
    'ECDSA_SHA_256',
    'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
    'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ],
  [
    'ECC_NIST_P384',
    'ECDSA_SHA_384',
    '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
    '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46',
    '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
  ],
  [
    'ECC_NIST_P521',
    'ECDSA_SHA_512',
    `00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538`,
    `00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa`,
    `00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a`,
  ],
];

/** RFC 8032 §7.1: TEST 1, TEST SHA(abc). */
const RFC_8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  ],
] as const;

/** RFC 4231 §4.3: the key `Jefe`. */
const RFC_4231: readonly (readonly [KeySpecName, string])[] = [
  ['HMAC_224', 'a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44'],
  ['HMAC_256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['HMAC_384', 'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649'],
  [
    'HMAC_512',
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  ],
];

/** Wycheproof mlkem_*_keygen_seed 1 (one seed for the three): SHA-256 of the encapsulation key. */
const ML_KEM_SEED =
  '7c9935a0b07694aa0c6d10e4db6b1add2fd81a25ccb148032dcd739936737f2d8626ed79d451140800e03b59b956f8210e556067407d13dc90fa9e8b872bfb8f';
const ML_KEM: readonly (readonly [KeySpecName, string])[] = [
  ['ML_KEM_512', '852523749efd2b78d1074e5de629060312cd9397933a19ddb7482cfda5e92614'],
  ['ML_KEM_768', '86adbca81f4fee893e2fb58fb98aa2fe188f501fed268d7f4056f8c05c4e53c4'],
  ['ML_KEM_1024', '61b95ec8c32ae85ad7a17ae5b9c2dfb083e05f767da3ba9a0a8092ea6b4cbf7a'],
];

/** Wycheproof mldsa_*_sign_seed 1, `Hello world` under the seed 2a…2a: mu, SHA-256 of the public key and the signature. */
const ML_DSA: readonly (readonly [KeySpecName, string, string, string])[] = [
  [
    'ML_DSA_44',
    '0ba2d90bc4fa5877844e47f7563eefccf658f898eaf4197b2a9a89d3df683955c73a80895ac0a51cc9049d44cdc1d1c550ef3870c1126afdb3d52ee057cbbcdd',
    'd87f8ca136ac1aa55e2d6c4521680efb3a378cbb9bc0bfb446e9c60893931ea3',
    '8cd6fc03daa72e87210a4e721523e84c14f27733789075e65736744d4787fdd5',
  ],
  [
    'ML_DSA_65',
    'de30bd32395e1998bcdae79ad419cec6ea9e9a903fdc552c6e9801208174d80a9d2f3902a144e62f89d6e505cc9c69fb01de013fc1d0204ee4dcf5fcc25f1378',
    'b7acce2ddb11f8cc1aa46e2bafac6eacfa2b732ef192bd636ad8d3a56d649c66',
    '39fbbb0d97a52c79844213b325af823a7f16a174e00a5b3daeb3e6e6d1c89681',
  ],
  [
    'ML_DSA_87',
    '00d86c57be5399a1841b734bbdc6ad234218ec65376768f844bec76cd3585696d6e648ec8a069bd929f2be80051679f2b8bec414f715261148f42eddaf3a9b43',
    'd43128fa8a8c785c1d44c9e7db538dbf9dd88fe6c8ad911a344bcec1017c6d54',
    '1ad45bd0419e694375bd38ec11d8e0c228ab9ffac2fce4adbe6218d9c949e293',
  ],
];

/** GB/T 32918.5-2017 A.2 and C.2, one key pair for both. */
const SM2_SECRET = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const SM2_POINT =
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
const SM2_DIGEST = 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640';
const SM2_SIGNATURE =
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
const SM2_CIPHERTEXT = [
  '307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73',
  '022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0',
  '042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766',
  '041321886ca989ca9c7d58087307ca93092d651efa',
].join('');

describe.each(BACKENDS)('the %s backend gives the published answers', (_name, backend) => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('of GB/T 32905: SM3 of %s', async (message, digest) => {
    expect(toHex(await backend.hash('SM3', ascii(message)))).toBe(digest);
  });

  it('of the GCM specification, test case 16', async () => {
    const key = material('SYMMETRIC_DEFAULT', 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const plaintext =
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
    const aad = fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const sealed = await backend.seal(key, fromHex('cafebabefacedbaddecaf888'), aad, fromHex(plaintext));
    expect(toHex(sealed)).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
    );
  });

  it.each(RFC_4231)('of RFC 4231 for %s', async (spec, mac) => {
    const message = ascii('what do ya want for nothing?');
    expect(toHex(await backend.mac(material(spec, ascii('Jefe')), message))).toBe(mac);
  });

  it.each([
    ['c37b7e6492584340bed12207808941155068f738', '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a'],
    ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
  ])('of RFC 5649 for %s', async (key, wrapped) => {
    const kek = fromHex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8');
    expect(toHex(await backend.wrapKey(kek, fromHex(key)))).toBe(wrapped);
    expect(toHex(await backend.unwrapKey(kek, fromHex(wrapped)))).toBe(key);
  });

  it.each(RFC_6979)('of RFC 6979 for %s', async (spec, algorithm, secret, r, s) => {
    const key = material(spec, secret);
    const signature = encodeSignature(fromHex(r + s));
    expect(toHex(await backend.sign(key, algorithm, 'RAW', ascii('sample'), { deterministic: true }))).toBe(
      toHex(signature),
    );
    expect(await backend.verify(key, algorithm, 'RAW', ascii('sample'), signature)).toBe(true);
  });

  it.each(RFC_8032)('of RFC 8032 for Ed25519, secret %s', async (secret, publicKey, message, signature) => {
    const key = material('ECC_NIST_EDWARDS25519', secret);
    expect(toHex(await backend.publicKey(key))).toBe(`302a300506032b6570032100${publicKey}`);
    expect(toHex(await backend.sign(key, 'ED25519_SHA_512', 'RAW', fromHex(message)))).toBe(signature);
    expect(await backend.verify(key, 'ED25519_SHA_512', 'RAW', fromHex(message), fromHex(signature))).toBe(true);
  });

  it.each(ML_KEM)('for the public key of %s', async (spec, digest) => {
    const spki = await backend.publicKey(material(spec, ML_KEM_SEED));
    const bytes = { ML_KEM_512: 800, ML_KEM_768: 1184, ML_KEM_1024: 1568 }[spec as string] as number;
    expect(toHex(await backend.hash('SHA-256', spki.subarray(-bytes)))).toBe(digest);
  });

  it.each(ML_DSA)('for the public key and signatures of %s', async (spec, mu, publicKey, signature) => {
    const key = material(spec, '2a'.repeat(32));
    const bytes = { ML_DSA_44: 1312, ML_DSA_65: 1952, ML_DSA_87: 2592 }[spec as string] as number;
    const spki = await backend.publicKey(key);
    expect(toHex(await backend.hash('SHA-256', spki.subarray(-bytes)))).toBe(publicKey);
    for (const [type, message] of [
      ['RAW', ascii('Hello world')],
      ['EXTERNAL_MU', fromHex(mu)],
    ] as const) {
      const ours = await backend.sign(key, 'ML_DSA_SHAKE_256', type, message, { deterministic: true });
      expect(toHex(await backend.hash('SHA-256', ours))).toBe(signature);
    }
  });

  it('of GB/T 32918.5 for SM2', async () => {
    const key = material('SM2', SM2_SECRET);
    const signature = encodeSignature(fromHex(SM2_SIGNATURE));
    const spki = encodePublicKey({ spec: 'SM2', value: fromHex(SM2_POINT) });
    expect(toHex(await backend.publicKey(key))).toBe(toHex(spki));
    expect(await backend.verify(key, 'SM2DSA', 'RAW', ascii('message digest'), signature)).toBe(true);
    expect(await backend.verify(key, 'SM2DSA', 'DIGEST', fromHex(SM2_DIGEST), signature)).toBe(true);
    const plaintext = await backend.decrypt(key, 'SM2PKE', fromHex(SM2_CIPHERTEXT));
    expect(plaintext).toEqual(ascii('encryption standard'));
  });
});

it('signs Ed25519ph as RFC 8032 §7.3 does', () => {
  const key = material('ECC_NIST_EDWARDS25519', RFC_8032[1][0]);
  const request = { scheme: 'ed25519ph', hash: 'SHA-512', messageType: 'DIGEST', message: ascii('abc') } as const;
  const signature =
    '98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406';
  expect(toHex(ed25519Family.sign(key, request))).toBe(signature);
  expect(ed25519Family.verify(ed25519Family.publicKey(key), request, fromHex(signature))).toBe(true);
});
