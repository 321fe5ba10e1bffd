import fc from 'fast-check';
import { crc } from '../../../src/services/s3/crc.js';
import { repeated } from '../../support/property-runs.js';

// https://reveng.sourceforge.io/crc-catalogue/all.htm
const CHECKS = [
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
] as const;

describe.each(CHECKS)('%s', (name, check) => {
  it('of 123456789 is that of the catalogue', () => {
    const sum = crc(name);
    sum.update(Buffer.from('123456789'));
    expect(Buffer.from(sum.digest()).toString('hex')).toBe(check);
  });

  it('of pieces is that of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (pieces) => {
        const [whole, piecewise] = [crc(name), crc(name)];
        whole.update(Buffer.concat(pieces));
        for (const piece of pieces) piecewise.update(piece);
        expect(piecewise.digest()).toEqual(whole.digest());
      }),
      repeated(),
    );
  });
});
