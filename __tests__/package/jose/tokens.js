// jose is the user's own. Run with the names of the key sets that its version takes.
import { equal } from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { localKms } from 'localkms';
import { createKmsKeySet, jwks, signJwt } from 'localkms/jose';

const kms = localKms({ keys: [{ Alias: 'alias/tokens', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }] });
const token = await signJwt(kms, 'alias/tokens', { sub: 'alice' }, { alg: 'ES256' });
const keySets = { jwks: createLocalJWKSet(await jwks(kms)), createKmsKeySet: createKmsKeySet(kms) };
for (const name of process.argv.slice(2)) {
  const { payload } = await jwtVerify(token, keySets[name]);
  equal(payload.sub, 'alice');
}
