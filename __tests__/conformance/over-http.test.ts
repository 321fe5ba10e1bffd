import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@aws-sdk/client-kms';
import type { HttpDoor } from '../../src/http-door/door.js';
import { requestListener } from '../../src/http-door/server/request-listener.js';
import { scopeOf } from '../../src/model/arn.js';
import { KmsFault } from '../../src/model/fault.js';
import { ACCOUNT, REGION, type TestKms, testKms } from '../support/engine.js';
import divergences from './divergences.json' with { type: 'json' };
import { FACTS } from './facts.js';
import { forJest } from './jest-matchers.js';

// Every fact once more, asked by a client of the SDK over HTTP: whatever a call is in process, it is on the wire.

let server: Server;
let endpoint: string;
let door: HttpDoor;
/** As the wire has it: the SDK makes up a message where there is none. */
let lastBody: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { end } = response;
    response.end = ((body: string) => {
      lastBody = body;
      return end.call(response, body, 'utf8');
    }) as never;
    requestListener(door).listen(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** One for each caller and Region; an access key id is the place of its principal. */
const clients = new Map<string, sdk.KMSClient>();
const principals: string[] = [];

function clientOf(principal: string, region: string): sdk.KMSClient {
  const name = `${principal} ${region}`;
  let client = clients.get(name);
  if (client === undefined) {
    const accessKeyId = String(principals.push(principal) - 1);
    const credentials = { accessKeyId, secretAccessKey: 'any' };
    client = new sdk.KMSClient({ endpoint, region, credentials, maxAttempts: 1 });
    clients.set(name, client);
  }
  return client;
}

type Command = new (input: object) => sdk.ListKeysCommand;

function remoteKms(): TestKms {
  const local = testKms();
  let requests = 0;
  door = {
    world: local.world,
    newRequestId: () => `request-${++requests}`,
    credentials: new Map(),
    verifySignatures: false,
    trustProxy: false,
    callerOf(accessKeyId, region) {
      const principal = principals[Number(accessKeyId)] as string;
      return { scope: scopeOf(principal.split(':')[4] as string, region), principal };
    },
    allowsOrigin: () => false,
    administer: () => Promise.reject(new Error('no fact asks for it')),
  };
  const as: TestKms['as'] = ({ region = REGION, account = ACCOUNT, principal = `arn:aws:iam::${account}:root` }) => ({
    async call(operation, input) {
      const Command = (sdk as never as Record<string, Command>)[`${operation}Command`] as Command;
      try {
        const { $metadata: _, ...output } = await clientOf(principal, region).send(new Command(input));
        return output as never;
      } catch (error) {
        const body = JSON.parse(lastBody);
        if ((error as Error).name !== body.__type) throw error;
        throw new KmsFault(body.__type, body.message ?? body.Message);
      }
    },
  });
  return Object.assign(local, { as, call: as({}).call });
}

describe('recorded facts of AWS KMS, over HTTP', () => {
  const facts = FACTS.filter(({ id, inProcess }) => !(id in divergences) && !inProcess);

  it.each(facts.map((fact) => [fact.operation, fact.says, fact] as const))('%s %s', async (_operation, _says, fact) => {
    expect(await fact.run(remoteKms())).toEqual(forJest(fact.expected));
  });
});
