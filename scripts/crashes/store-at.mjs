import { levelStore } from 'localkms/level';
import { postgresStore } from 'localkms/postgres';
import { Pool } from 'pg';

/** A store in a folder, or in the database of a connection string. */
export function storeAt(place) {
  if (!isDatabase(place)) return levelStore.open(place);
  // Nobody ends the pool: its connections end by themselves.
  const pool = new Pool({ connectionString: place, allowExitOnIdle: true, idleTimeoutMillis: 1000 });
  return postgresStore({ pool });
}

export function isDatabase(place) {
  return place.startsWith('postgres:');
}
