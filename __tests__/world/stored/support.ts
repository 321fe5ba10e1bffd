import { CreateKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../../src/index.js';
import { clientOf } from '../../support/clients.js';
import { type MemoryDatabase, memoryDatabase } from '../../support/memory-store.js';

export interface WorldAndClient {
  readonly kms: LocalKms;
  readonly client: KMSClient;
}

/** Worlds over one database, new for each test of the file, as one process after the other has it, or one beside the other. */
export interface StoredWorlds {
  readonly database: MemoryDatabase;
  /** Not waited for. */
  world(options?: LocalKmsOptions): WorldAndClient;
  /** Closes a world, and opens another. */
  reopened(kms: LocalKms, options?: LocalKmsOptions): Promise<WorldAndClient>;
  /** Some that are ready. */
  processes(count: number, options?: LocalKmsOptions): Promise<WorldAndClient[]>;
  /** Leaves the worlds that there are unclosed after the test. */
  forget(): void;
}

/** For the top of a file. */
export function storedWorlds(): StoredWorlds {
  let database: MemoryDatabase;
  let worlds: LocalKms[];

  beforeEach(() => {
    database = memoryDatabase('memory "test"');
    worlds = [];
  });

  afterEach(async () => {
    for (const kms of worlds) await kms.close();
  });

  function world(options: LocalKmsOptions = {}): WorldAndClient {
    const kms = localKms({ store: database.store(), ...options });
    worlds.push(kms);
    return { kms, client: clientOf(kms) };
  }

  return {
    get database() {
      return database;
    },
    world,
    async reopened(kms, options) {
      await kms.close();
      const next = world(options);
      await next.kms.ready();
      return next;
    },
    async processes(count, options) {
      const all = Array.from({ length: count }, () => world(options));
      await Promise.all(all.map(({ kms }) => kms.ready()));
      return all;
    },
    forget() {
      worlds = [];
    },
  };
}

export async function newKeyId(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId as string;
}

export function idsOf(kms: LocalKms): (string | undefined)[] {
  return kms.keys().map(({ KeyId }) => KeyId);
}
