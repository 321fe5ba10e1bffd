import fc from 'fast-check';
import { backend } from '../../../src/crypto/backend/node/node-backend.js';
import {
  FRAME,
  HEAD_LENGTH,
  newPartHead,
  plainLength,
  readPartHead,
  sealedLength,
} from '../../../src/services/s3/part-head.js';
import { repeated } from '../../support/property-runs.js';

const LONGEST = 5 * 2 ** 40;
const length = fc.oneof(
  fc.integer({ min: 0, max: 4 * FRAME }),
  fc.maxSafeInteger().map((n) => Math.abs(n) % LONGEST),
);

it('tells the number and length of a part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), length, (number, bytes) => {
      expect(readPartHead(newPartHead(backend, number, bytes).bytes)).toMatchObject({ number, length: bytes });
    }),
    repeated(),
  );
});

it('is no head when it is cut', () => {
  expect(() => readPartHead(new Uint8Array(HEAD_LENGTH - 1))).toThrow(
    '[localkms] an object of S3 is shorter than it was: it was changed where it is stored',
  );
});

it('the length of the plaintext follows from that of the frames', () => {
  fc.assert(
    fc.property(length, (bytes) => {
      expect(plainLength(sealedLength(bytes))).toBe(bytes);
    }),
    repeated(),
  );
});
