import { ENUMS } from './everyday-enums.js';
import { MESSAGE_MAX_BYTES } from './limits.js';
import {
  blob,
  boolean,
  integer,
  list,
  oneOf,
  pattern,
  type Shape,
  type StringShape,
  sensitive,
  string,
  stringMap,
  structure,
} from './shapes.js';

// Input members that several operations share. Lengths are characters for strings and bytes for blobs.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html

// The live service enforces this pattern on key identifiers although its model does not publish it.
const ASCII = pattern('^\\p{ASCII}+$', /^\p{ASCII}+$/u);
const PRINCIPAL = pattern('^[\\w+=,.@:/-]+$');
const SERVICE_PRINCIPAL = pattern('^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$');

export const KeyId: Shape = string(1, 2048, ASCII);
export const AliasName: Shape = string(1, 256, pattern('^[a-zA-Z0-9:/_-]+$'));
export const GrantTokens: Shape = list(string(1, 8192), 0, 10);
export const EncryptionContext: Shape = stringMap;
export const DryRun: Shape = boolean;
export const Limit: Shape = integer(1, 1000);
export const Marker: Shape = string(1, 1024, pattern('[\\u0020-\\u00FF]*', /^[ -\u00ff]*$/));
export const Description: Shape = string(0, 8192);
export const Policy: Shape = string(
  1,
  131072,
  pattern('[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', /^[\t\n\r -\u00ff]+$/),
);
export const PolicyName: Shape = string(1, 128, pattern('[\\w]+'));
export const TagKey: Shape = string(1, 128);
export const Tags: Shape = list(
  structure({ TagKey: { ...string(1, 128), required: true }, TagValue: { ...string(0, 256), required: true } }),
);
export const CustomKeyStoreId: Shape = string(1, 64);
export const NumberOfBytes: Shape = integer(1, 1024);
export const EncryptionAlgorithm: Shape = oneOf(ENUMS.EncryptionAlgorithm);
export const Message: Shape = sensitive(blob(1, MESSAGE_MAX_BYTES));
export const MacAlgorithm: Shape = oneOf(ENUMS.MacAlgorithm);
export const EncapsulationAlgorithm: Shape = oneOf(ENUMS.EncapsulationAlgorithm);
export const Recipient: Shape = structure({
  KeyEncryptionAlgorithm: oneOf(ENUMS.KeyEncryptionAlgorithm),
  AttestationDocument: blob(1, 262144),
});
export const CiphertextBlob: Shape = blob(1, 6144);
export const DryRunModifiers: Shape = list(oneOf(ENUMS.DryRunModifier));
export const PrincipalId: Shape = string(1, 256, PRINCIPAL);
export const ServicePrincipal: Shape = string(1, 128, SERVICE_PRINCIPAL);
export const GrantId: Shape = string(1, 128);
export const KeyMaterialDescription: StringShape = string(0, 256, pattern('^[a-zA-Z0-9:/_\\s.-]+$'));
export const KeyMaterialId: Shape = string(64, 64, pattern('^[a-f0-9]+$'));
export const Region: Shape = string(1, 32, pattern('^([a-z]+-){2,3}\\d+$'));
