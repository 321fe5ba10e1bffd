import { attack } from './attack.js';

describe('hostile requests', () => {
  it('have an answer of AWS’s, none of them an internal error', async () => {
    const { failures, statuses } = await attack(1500, 1);
    expect(failures).toEqual([]);
    expect(statuses).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number), 404: expect.any(Number) });
  });
});
