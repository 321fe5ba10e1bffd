// What a served world needs for some flags alone.

/** For `--seed`: it reads YAML */
export function loadReadSeeds(): Promise<typeof import('../../readers/read-seeds.js')> {
  return import('../../readers/read-seeds.js');
}

/** For `--data` */
export function loadLevelStore(): Promise<typeof import('../../stores/level/level-store.js')> {
  return import('../../stores/level/level-store.js');
}

/** For `--postgres` */
export function loadPostgresStore(): Promise<typeof import('../../stores/postgres/postgres-store.js')> {
  return import('../../stores/postgres/postgres-store.js');
}

/** When the store of `--postgres` is first opened: an optional peer. */
export function loadPg(): Promise<typeof import('pg')> {
  return import('pg');
}

/** For `--tls self-signed`. Browsers make certificates too, and must not meet the command where bundles share code. */
export function loadIssueCertificate(): Promise<typeof import('../../crypto/issue-certificate.js')> {
  return import('../../crypto/issue-certificate.js');
}
