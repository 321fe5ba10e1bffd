import type { Published } from '../source.js';

/** Where each emulator's KMS lies, at one commit. */
const EMULATORS = {
  LocalStack:
    'https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/localstack-core/localstack/services/kms',
  'local-kms': 'https://github.com/nsmithuk/local-kms/blob/e4d9425700fe6617ec37062adec06c9a3dc75fb7/src/handler',
  moto: 'https://github.com/getmoto/moto/blob/0af643a5dbfc98797f08ee64f5be3ef8002d56ff/moto/kms',
} as const;

/** The line of an emulator's code that answers so; nobody showed that AWS does. */
export function emulated(emulator: keyof typeof EMULATORS, line: `${string}#L${number}`): Published {
  return { evidence: 'E', title: `${emulator}: ${line.split('#')[0]}`, url: `${EMULATORS[emulator]}/${line}` };
}
