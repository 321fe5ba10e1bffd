import type { Caller } from '../model/caller.js';
import { notARegion, notTheTerminator, notThisService, unknownAccessKey } from '../model/faults/requests.js';
import type { HttpDoor } from './door.js';
import type { HttpRequest } from './message.js';
import { type SignedRequest, signedRequest } from './signed-request.js';
import { verifySignature } from './verify-signature.js';

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** Who sent a request, and to which Region: what its signature says, verified where the secret is known. */
export async function whoCalls(door: HttpDoor, request: HttpRequest): Promise<Caller> {
  const signed = signedRequest(request);
  checkScope(signed);
  const { secretAccessKey, sessionToken } = door.credentials.get(signed.accessKeyId) ?? {};
  if (sessionToken !== undefined && sessionToken !== signed.sessionToken) throw unknownAccessKey();
  if (secretAccessKey !== undefined) await verifySignature(request, signed, secretAccessKey, door.world.crypto);
  else if (door.verifySignatures) throw unknownAccessKey();
  return door.callerOf(signed.accessKeyId, signed.region, request);
}

function checkScope({ region, service, terminator }: SignedRequest): void {
  if (!REGION.test(region)) throw notARegion(region);
  if (service !== 'kms') throw notThisService();
  if (terminator !== 'aws4_request') throw notTheTerminator(terminator);
}
