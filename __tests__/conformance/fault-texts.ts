import { readdirSync, readFileSync } from 'node:fs';
import { KmsFault } from '../../src/model/fault.js';
import * as access from '../../src/model/faults/access.js';
import * as aliases from '../../src/model/faults/aliases.js';
import * as ciphertext from '../../src/model/faults/ciphertext.js';
import * as customKeyStores from '../../src/model/faults/custom-key-stores.js';
import * as grants from '../../src/model/faults/grants.js';
import * as keyImport from '../../src/model/faults/import.js';
import * as internal from '../../src/model/faults/internal.js';
import * as recipient from '../../src/model/faults/invalid-attestation.js';
import * as grantTokens from '../../src/model/faults/invalid-grant-token.js';
import * as keyAgreement from '../../src/model/faults/key-agreement.js';
import * as keyUsage from '../../src/model/faults/key-usage.js';
import * as mac from '../../src/model/faults/mac.js';
import * as multiRegion from '../../src/model/faults/multi-region.js';
import * as createKey from '../../src/model/faults/new-keys.js';
import * as notVisible from '../../src/model/faults/not-visible.js';
import * as rotation from '../../src/model/faults/on-demand-rotation.js';
import * as policies from '../../src/model/faults/policies.js';
import * as requests from '../../src/model/faults/requests.js';
import * as resolution from '../../src/model/faults/resolution.js';
import * as signing from '../../src/model/faults/sign-verify.js';
import * as tags from '../../src/model/faults/tags.js';
import * as throttling from '../../src/model/faults/throttling.js';
import * as keyState from '../../src/model/faults/unusable-key.js';
import * as validation from '../../src/model/faults/validation.js';
import * as xksProxy from '../../src/model/faults/xks-proxy.js';
import { XKS_PROXY_FAILURES } from '../../src/model/xks-failures.js';

const FOLDER = 'src/model/faults';

const MAKERS: { readonly [name: string]: unknown } = {
  ...access,
  ...aliases,
  ...ciphertext,
  ...createKey,
  ...customKeyStores,
  ...grantTokens,
  ...grants,
  ...keyImport,
  ...internal,
  ...keyAgreement,
  ...keyState,
  ...keyUsage,
  ...mac,
  ...multiRegion,
  ...notVisible,
  ...policies,
  ...recipient,
  ...requests,
  ...resolution,
  ...rotation,
  ...signing,
  ...tags,
  ...throttling,
  ...validation,
  ...xksProxy,
  // The rows of a table in xks-proxy.ts.
  ...Object.fromEntries(XKS_PROXY_FAILURES.map((failure) => [failure, () => xksProxy.proxyStatusFault(failure)])),
};

/** A message, with `<name>` where an argument of that name stands. */
export interface FaultText {
  /** The function that makes the fault, or the row of a table. */
  readonly maker: string;
  readonly exception: string;
  readonly message: string;
  /** Of our own invention, as the tag `@inventedText` says. */
  readonly isInvented: boolean;
}

/** Every message in the folder of faults; faults that have none are left out. */
export function faultTexts(): readonly FaultText[] {
  return readdirSync(FOLDER).flatMap((file) => textsIn(readFileSync(`${FOLDER}/${file}`, 'utf8')));
}

function textsIn(source: string): readonly FaultText[] {
  const maker = /(@inventedText\s+\*\/\s+)?(?:export function (\w+)\(([^)]*)\): KmsFault|(?<= )([A-Z_]{2,}): \{)/g;
  return [...source.matchAll(maker)].flatMap(([, tag, name, parameters = '', row]) => {
    const text = textOf(name ?? (row as string), parameters);
    return text === undefined ? [] : [{ ...text, isInvented: tag !== undefined }];
  });
}

function textOf(maker: string, parameters: string): Omit<FaultText, 'isInvented'> | undefined {
  const make = MAKERS[maker];
  const fault = typeof make === 'function' ? make(...placeholders(parameters)) : undefined;
  if (!(fault instanceof KmsFault) || fault.wireMessage === undefined) return undefined;
  return { maker, exception: fault.name, message: fault.wireMessage };
}

/** An argument for every parameter that shows its name. */
function placeholders(parameters: string): readonly (string | readonly string[])[] {
  return [...parameters.matchAll(/(\w+)\??: ([^,]+)/g)].map(([, name, type]) =>
    type?.includes('[]') ? [`<${name}>`] : `<${name}>`,
  );
}
