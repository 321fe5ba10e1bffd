// What the bench loads when a test first asks for it.

/** When a test first asks who may do what, or why. */
export function loadAccess(): Promise<typeof import('./access/access.js')> {
  return import('./access/access.js');
}

/** When a test first makes an attestation document. */
export function loadMakeAttestationDocument(): Promise<typeof import('./attestation/make-attestation-document.js')> {
  return import('./attestation/make-attestation-document.js');
}

/** At the first call in a world whose settings have request quotas. */
export function loadRequestBuckets(): Promise<typeof import('./quotas/request-buckets.js')> {
  return import('./quotas/request-buckets.js');
}

/** When a test first exports key material. */
export function loadExportMaterial(): Promise<typeof import('./export-material.js')> {
  return import('./export-material.js');
}
