import { localKms } from '../src/index.js';
import { newKey } from './support/clients.js';

describe('an option that cannot be', () => {
  it.each<[unknown, string]>([
    [{ accountId: '12' }, '[localkms] options.accountId: expected a 12-digit account id; got "12"'],
    [{ accountId: 123456789012 }, '[localkms] options.accountId: expected a 12-digit account id; got 123456789012'],
    [{ region: 'Europe' }, '[localkms] options.region: expected an AWS Region, such as "eu-west-1"; got "Europe"'],
    [{ clock: 'soon' }, '[localkms] options.clock: expected a date; got "soon"'],
    [{ allowInProduction: 1 }, '[localkms] options.allowInProduction: expected true or false; got 1'],
    [
      { caller: { principal: 'me' } },
      '[localkms] options.caller.principal: expected the ARN of an IAM or STS principal, such as "arn:aws:iam::000000000000:role/app"; got "me"',
    ],
    [
      { accountId: '111111111111', caller: { principal: 'arn:aws:iam::222222222222:role/app' } },
      '[localkms] options.accountId: 111111111111 is not the account of arn:aws:iam::222222222222:role/app',
    ],
  ])('%j throws: %s', (options, message) => {
    const make = () => localKms(options as object);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(new TypeError(message));
  });

  it.each([
    ['options', () => localKms({ regoin: 'eu-west-1' } as object), 'options.regoin'],
    ['options.quotas', () => localKms({ quotas: { kees: 1 } as object }), 'options.quotas.kees'],
    ['as', () => localKms().as({ acount: '111111111111' } as object), 'as.acount'],
  ])('of an unknown name is named, under %s', (_, make, path) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`[localkms] ${path}: `);
  });

  it('may be undefined, as if it were left out', async () => {
    const kms = localKms({ region: undefined, accountId: undefined } as object);
    expect((await newKey(kms)).Arn).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\//);
  });
});

describe('who calls', () => {
  it('is the root user of account 000000000000', async () => {
    const kms = localKms();
    await newKey(kms);
    const root = 'arn:aws:iam::000000000000:root';
    expect(kms.calls()[0]?.caller).toEqual({ principal: root, accountId: '000000000000', region: 'us-east-1' });
  });

  it('is the principal of the options, who tells the account', async () => {
    const principal = 'arn:aws:iam::222222222222:role/app';
    const kms = localKms({ caller: { principal } });
    expect((await newKey(kms)).AWSAccountId).toBe('222222222222');
    expect(kms.calls()[0]?.caller.principal).toBe(principal);
  });

  it('is another one of the same world with as()', async () => {
    const kms = localKms({ caller: { principal: 'arn:aws:iam::222222222222:role/app' } });
    const root = 'arn:aws:iam::333333333333:root';
    const guest = 'arn:aws:sts::444444444444:assumed-role/guest/session';
    await newKey(kms.as({ accountId: '333333333333' }));
    await newKey(kms.as({ principal: guest, region: 'eu-west-1' }));
    await newKey(kms.as({ region: 'cn-north-1' }));
    expect(kms.calls().map(({ caller }) => caller)).toEqual([
      { principal: root, accountId: '333333333333', region: 'us-east-1' },
      { principal: guest, accountId: '444444444444', region: 'eu-west-1' },
      { principal: 'arn:aws:iam::222222222222:role/app', accountId: '222222222222', region: 'cn-north-1' },
    ]);
    expect(kms.keys()).toHaveLength(3);
  });
});
