import type { Caller } from '../model/caller.js';
import { notARegion, notTheTerminator, notThisService, unknownAccessKey } from '../model/faults/requests.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { HttpDoor } from './door.js';
import type { HttpRequest } from './message.js';
import { type Credential, signedRequest } from './signed-request.js';
import { verifySignature } from './verify-signature.js';

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** Who sent a request, and to which Region: what its signature says, verified where the secret is known. */
export function whoCalls(door: HttpDoor, request: HttpRequest): MaybePromise<Caller> {
  const signed = signedRequest(request);
  const { credential } = signed;
  checkScope(credential);
  const { secretAccessKey, sessionToken } = door.credentials.get(credential.accessKeyId) ?? {};
  if (sessionToken !== undefined && sessionToken !== signed.sessionToken) throw unknownAccessKey();
  const caller = () => door.callerOf(credential.accessKeyId, credential.region, request);
  if (secretAccessKey !== undefined) {
    return verifySignature(request, signed, secretAccessKey, door.world.crypto).then(caller);
  }
  if (door.verifySignatures) throw unknownAccessKey();
  return caller();
}

function checkScope({ region, service, terminator }: Credential): void {
  if (!REGION.test(region)) throw notARegion(region);
  if (service !== 'kms') throw notThisService();
  if (terminator !== 'aws4_request') throw notTheTerminator(terminator);
}
