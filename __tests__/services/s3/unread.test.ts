import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { type Bench, Bucket, openBench, pattern, readBody } from './support.js';

const bytes = Buffer.from(pattern(200_000));

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  const object = { Bucket, ServerSideEncryption: 'aws:kms' } as const;
  await bench.s3.send(new PutObjectCommand({ ...object, Key: 'whole', Body: bytes }));
  await bench.s3.send(
    new PutObjectCommand({ ...object, Key: 'streamed', Body: Readable.from([bytes]), ContentLength: bytes.length }),
  );
});
afterAll(() => bench.close());

const ranged = new GetObjectCommand({ Bucket, Key: 'whole', Range: 'bytes=70000-70009' });
const withChecksum = new GetObjectCommand({ Bucket, Key: 'streamed', ChecksumMode: 'ENABLED' });

/** A client whose requests for ranges a store answers in another way. */
function clientOfStore(answer: (request: { headers: Record<string, string> }) => object | undefined) {
  const s3 = bench.client();
  s3.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { method: string; headers: Record<string, string> };
      const response = request.method === 'GET' && 'range' in request.headers ? answer(request) : undefined;
      return response === undefined ? next(args) : { response, output: { $metadata: {} } };
    },
    { step: 'deserialize', priority: 'low' },
  );
  return s3;
}

function refusal(statusCode: number, code: string): object {
  const body = Readable.from([`<Error><Code>${code}</Code><Message>told</Message></Error>`]);
  return { statusCode, headers: { 'content-type': 'application/xml' }, body };
}

it.each([
  [404, 'NoSuchKey', 1],
  [403, 'AccessDenied', 1],
  [503, 'SlowDown', 3],
])('passes on a %i with which the store answers the second of two requests', async (status, code, attempts) => {
  for (const command of [ranged, withChecksum]) {
    const error = await clientOfStore(() => refusal(status, code))
      .send(command)
      .catch((error) => error);
    expect(error).toBeInstanceOf(S3ServiceException);
    expect(error).toMatchObject({ name: code, message: 'told', $metadata: { httpStatusCode: status, attempts } });
  }
});

it('is tried anew where the store fails once', async () => {
  let isFirst = true;
  const s3 = clientOfStore(() => {
    const response = isFirst ? refusal(503, 'SlowDown') : undefined;
    isFirst = false;
    return response;
  });
  const { Body, $metadata } = await s3.send(ranged);
  expect($metadata.attempts).toBe(2);
  expect((await readBody(Body)).equals(bytes.subarray(70_000, 70_010))).toBe(true);
});

it('reads from a store that knows no ranges', async () => {
  const s3 = clientOfStore(({ headers }) => {
    delete headers.range;
    return undefined;
  });
  expect((await readBody((await s3.send(ranged)).Body)).equals(bytes.subarray(70_000, 70_010))).toBe(true);
  const { Body, ChecksumCRC32 } = await s3.send(withChecksum);
  expect(ChecksumCRC32).toEqual(expect.any(String));
  expect((await readBody(Body)).equals(bytes)).toBe(true);
});

it('ends where a store never finds the ETag that it told', async () => {
  let asked = 0;
  const s3 = clientOfStore(() => {
    asked++;
    return refusal(412, 'PreconditionFailed');
  });
  await expect(s3.send(ranged)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(asked).toBe(5);
});
