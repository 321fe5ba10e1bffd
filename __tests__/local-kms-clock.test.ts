import { EnableKeyRotationCommand, GetKeyRotationStatusCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { type LocalKms, localKms, type TestClock } from '../src/index.js';
import { clientOf, newKey } from './support/clients.js';

describe('the clock', () => {
  const created = async (kms: LocalKms) => (await newKey(kms)).CreationDate.toISOString();

  it('follows Date.now(), also that of fake timers', async () => {
    jest.useFakeTimers({ now: Date.parse('2031-02-03T04:05:06Z'), doNotFake: ['nextTick', 'setImmediate'] });
    const kms = localKms();
    expect(await created(kms)).toBe('2031-02-03T04:05:06.000Z');
    jest.setSystemTime(Date.parse('2032-01-01T00:00:00Z'));
    expect(await created(kms)).toBe('2032-01-01T00:00:00.000Z');
    kms.clock.advance({ days: 1 });
    expect(await created(kms)).toBe('2032-01-02T00:00:00.000Z');
    jest.setSystemTime(Date.parse('2033-01-01T00:00:00Z'));
    expect(await created(kms)).toBe('2033-01-02T00:00:00.000Z');
    kms.clock.useSystemTime();
    expect(await created(kms)).toBe('2033-01-01T00:00:00.000Z');
    jest.useRealTimers();
  });

  it.each([
    ['a Date', new Date('2026-05-01T00:00:00Z')],
    ['a text', '2026-05-01T00:00:00Z'],
    ['milliseconds since the epoch', Date.parse('2026-05-01T00:00:00Z')],
  ])('stands where it was set, by %s', async (_, date) => {
    const kms = localKms();
    kms.clock.set(date);
    expect(await created(kms)).toBe('2026-05-01T00:00:00.000Z');
    kms.clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 });
    expect(await created(kms)).toBe('2026-05-02T02:03:04.005Z');
    expect(await created(localKms({ clock: date }))).toBe('2026-05-01T00:00:00.000Z');
  });

  const year9999 = Date.parse('9999-12-31T23:59:59.999Z');

  it.each<[string, (clock: TestClock) => void, string]>([
    ['text', (clock) => clock.set('tomorrow'), 'set: expected a date up to the year 9999; got "tomorrow"'],
    ['null', (clock) => clock.set(null as never), 'set: expected a date up to the year 9999; got null'],
    ['true', (clock) => clock.set(true as never), 'set: expected a date up to the year 9999; got true'],
    ['nothing', (clock) => clock.set(undefined as never), 'set: expected a date up to the year 9999; got undefined'],
    ['no date', (clock) => clock.set(new Date(Number.NaN)), 'set: expected a date up to the year 9999; got a Date'],
    ['no number', (clock) => clock.set(Number.NaN), 'set: expected a date up to the year 9999; got NaN'],
    ['a list', (clock) => clock.set(['2030'] as never), 'set: expected a date up to the year 9999; got a list'],
    ['a bigint', (clock) => clock.set(1n as never), 'set: expected a date up to the year 9999; got a bigint'],
    [
      'a bare object',
      (clock) => clock.set(Object.create(null)),
      'set: expected a date up to the year 9999; got an object',
    ],
    [
      'the year 10000',
      (clock) => clock.set(year9999 + 1),
      'set: expected a date up to the year 9999; got 253402300800000',
    ],
    [
      'back',
      (clock) => clock.advance({ days: -1 }),
      'advance.days: expected a number from 0; got -1; clock.set goes back',
    ],
    [
      'a span of NaN',
      (clock) => clock.advance({ hours: Number.NaN }),
      'advance.hours: expected a number from 0; got NaN; clock.set goes back',
    ],
    [
      'for ever',
      (clock) => clock.advance({ seconds: Number.POSITIVE_INFINITY }),
      'advance.seconds: expected a number from 0; got Infinity; clock.set goes back',
    ],
    [
      'a span in text',
      (clock) => clock.advance({ days: '1' as never }),
      'advance.days: expected a number from 0; got "1"; clock.set goes back',
    ],
    [
      'weeks',
      (clock) => clock.advance({ weeks: 1 } as object),
      'advance: weeks is not one of days, hours, minutes, seconds, milliseconds',
    ],
    [
      'a bare number',
      (clock) => clock.advance(5000 as never),
      'advance: expected a span of time, such as { days: 1 }; got 5000',
    ],
    [
      'no span',
      (clock) => clock.advance(undefined as never),
      'advance: expected a span of time, such as { days: 1 }; got undefined',
    ],
    [
      'null as a span',
      (clock) => clock.advance(null as never),
      'advance: expected a span of time, such as { days: 1 }; got null',
    ],
    [
      'a date as a span',
      (clock) => clock.advance(new Date(5) as never),
      'advance: expected a span of time, such as { days: 1 }; got a Date',
    ],
    [
      'a span of nothing',
      (clock) => clock.advance({}),
      'advance: expected a span of time, such as { days: 1 }; got an object',
    ],
    ['far beyond', (clock) => clock.advance({ days: Number.MAX_VALUE }), 'advance: goes past the year 9999'],
    ['beyond', (clock) => clock.advance({ days: 1e12 }), 'advance: goes past the year 9999'],
    ['just beyond', (clock) => clock.advance({ milliseconds: year9999 - 999 }), 'advance: goes past the year 9999'],
  ])('refuses %s, and stays as it was', (_, move, message) => {
    const { clock } = localKms({ clock: 1000 });
    expect(() => move(clock)).toThrow(new RangeError(`[localkms] clock.${message}`));
    expect(clock.now()).toBe(1000);
  });

  it('goes as far as the year 9999, where every date of an answer still is one', async () => {
    const kms = localKms({ clock: 0 });
    kms.clock.advance({ milliseconds: year9999 });
    const { KeyId } = await newKey(kms);
    const client = clientOf(kms);
    await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 2560 }));
    const { NextRotationDate } = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(NextRotationDate).toEqual(new Date(year9999 + 2560 * 86_400_000));
    const { DeletionDate } = await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
    expect(DeletionDate).toEqual(new Date(year9999 + 30 * 86_400_000));
    kms.clock.set(new Date(year9999));
    expect(() => localKms({ clock: year9999 + 1 })).toThrow(
      new TypeError('[localkms] options.clock: expected a date; got 253402300800000'),
    );
  });

  it('lets happen what is due, also for keys()', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    kms.clock.advance({ days: 6 });
    expect(kms.key(KeyId).KeyState).toBe('PendingDeletion');
    kms.clock.advance({ days: 1 });
    expect(kms.findKey(KeyId)).toBeUndefined();
    expect(kms.keys()).toEqual([]);
  });
});
