import { conditionContext } from '../../src/authorization/conditions/context.js';
import type { FactsOfKey, RequestFacts } from '../../src/authorization/conditions/request-facts.js';
import { principalOf } from '../../src/authorization/principal.js';
import { scopeOf } from '../../src/model/arn.js';
import { DAY } from '../support/engine.js';
import { ACCOUNT, OTHER, ROLE, SERVICE, USER } from './situation.js';

export const BUCKET = 'arn:aws:s3:::bucket';
export const tag = (TagKey: string, TagValue: string, place = 0) => ({ TagKey, TagValue, place });

/** Members of all operations at once. */
const INPUT = {
  KeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/orders`,
  EncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
  EncryptionContext: { Tenant: 'acme', tier: '1' },
  Constraints: { EncryptionContextSubset: { Tenant: 'globex' }, SourceArn: BUCKET },
  KeyPairSpec: 'RSA_2048',
  SigningAlgorithm: 'ECDSA_SHA_256',
  MessageType: 'DIGEST',
  MacAlgorithm: 'HMAC_SHA_256',
  KeyAgreementAlgorithm: 'ECDH',
  EncapsulationAlgorithm: 'ML_KEM_768',
  BypassPolicyLockoutSafetyCheck: true,
  ReplicaRegion: 'eu-west-1',
  PrimaryRegion: 'eu-west-2',
  Operations: ['Encrypt', 'Decrypt'],
  GranteePrincipal: ROLE,
  GranteeServicePrincipal: SERVICE,
  RetiringPrincipal: USER,
  RetiringServicePrincipal: 'ec2.amazonaws.com',
  ExpirationModel: 'KEY_MATERIAL_EXPIRES',
  ValidTo: new Date(1_800_000_000_500),
  WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
  WrappingKeySpec: 'RSA_4096',
  RotationPeriodInDays: 180,
  PendingWindowInDays: 7,
  Tags: [tag('Team', 'orders'), tag('cost', '1')],
  TagKeys: ['gone'],
};

export const KEY: FactsOfKey = {
  account: OTHER,
  KeySpec: 'RSA_2048',
  KeyUsage: 'SIGN_VERIFY',
  Origin: 'EXTERNAL',
  MultiRegionKeyType: 'REPLICA',
  Tags: [tag('Team', 'stock')],
};

export const FACTS: RequestFacts = {
  operation: 'DescribeKey',
  principal: principalOf(USER),
  scope: scopeOf(ACCOUNT, 'us-east-1'),
  now: 1_767_225_600_999,
  input: INPUT,
  origin: { via: 's3', sourceArn: `arn:aws:s3::${OTHER}:bucket`, vpcEndpoint: { id: 'vpce-1' } },
  key: KEY,
  aliasNames: () => ['alias/orders'],
  lastUse: () => 1_767_225_600_999 - 30 * DAY,
  onSameKey: false,
  attestation: { platform: 'Nitro Enclaves', pcrs: new Map([[3, new Uint8Array([0xb3])]]) },
};

/** The value of a condition key in a call that has everything, but for these facts. */
export function valueIn(key: string, facts: Partial<RequestFacts> = {}, isKeyPolicy = false): unknown {
  return conditionContext({ ...FACTS, ...facts }, isKeyPolicy)(key);
}
