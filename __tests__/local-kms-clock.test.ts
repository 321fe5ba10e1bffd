import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../src/index.js';
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

  it.each<[(kms: LocalKms) => void, string]>([
    [({ clock }) => clock.set('tomorrow'), '[localkms] clock.set: tomorrow is not a date'],
    [
      ({ clock }) => clock.advance({ days: -1 }),
      '[localkms] clock.advance: days: -1 is not a span of time; clock.set goes back',
    ],
    [
      ({ clock }) => clock.advance({ hours: Number.NaN }),
      '[localkms] clock.advance: hours: NaN is not a span of time; clock.set goes back',
    ],
    [
      ({ clock }) => clock.advance({ weeks: 1 } as object),
      '[localkms] clock.advance: weeks is not one of days, hours, minutes, seconds, milliseconds',
    ],
  ])('refuses what is no time: %#', (move, message) => {
    const kms = localKms({ clock: 0 });
    expect(() => move(kms)).toThrow(new RangeError(message));
    expect(kms.clock.now()).toBe(0);
  });

  it('lets happen what is due, also for keys()', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    kms.clock.advance({ days: 6 });
    expect(kms.key(KeyId)?.KeyState).toBe('PendingDeletion');
    kms.clock.advance({ days: 1 });
    expect(kms.key(KeyId)).toBeUndefined();
    expect(kms.keys()).toEqual([]);
  });
});
