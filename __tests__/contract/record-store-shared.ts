import type { RecordStore } from '../../src/ports/record-store.js';
import { PUT, rowsOf, until } from './record-store-support.js';

/** What stores do that several processes share. */
export function describeShared(opened: () => Promise<RecordStore>): void {
  it('shows the rows that another store has written, and lets one of two writers win', async () => {
    const [one, other] = [await opened(), await opened()];
    expect(await one.commit([PUT], [])).toBe(1);
    expect(await other.commit([PUT], [])).toBe('conflict');
    expect(await other.commit([{ ...PUT, id: 'b' }], [{ table: 'keys', id: 'a', revision: 1 }])).toBe(2);
    expect((await rowsOf(one)).rows).toHaveLength(2);
    const answers = await Promise.all(
      [one, other].map((store) => store.commit([{ ...PUT, id: 'a', revision: 1, record: undefined }], [])),
    );
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(1);
    expect(await one.changesSince(1)).toEqual(await other.changesSince(1));
  });

  it('gives every number once', async () => {
    const stores = [await opened(), await opened(), await opened()];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => stores[at % 3]?.commit([{ ...PUT, id: `${at}` }], [])),
    );
    expect([...answers].sort((one, two) => Number(one) - Number(two))).toEqual(
      Array.from({ length: 60 }, (_, at) => at + 1),
    );
  });

  it('tells the others of what was written, in any way, until they no longer listen', async () => {
    const [one, other] = [await opened(), await opened()];
    const told = (store: RecordStore) => {
      const news = { latest: 0, stop: () => {} };
      news.stop = store.subscribe?.((revision = 0) => {
        news.latest = Math.max(news.latest, revision);
      }) as () => void;
      return news;
    };
    // A store that has only begun to listen may miss the first of them.
    const hears = (news: ReturnType<typeof told>) =>
      until(async () => {
        const first = await one.commit([{ ...PUT, id: `${Math.random()}` }], []);
        await until(() => news.latest >= Number(first), 1000).catch(() => {});
        return news.latest >= Number(first);
      });
    const news = told(other);
    await hears(news);
    const replaced = await one.replaceAll([PUT]);
    await until(() => news.latest >= replaced);
    news.stop();
    news.stop();
    const silent = news.latest;
    const again = told(other);
    await hears(again);
    expect(news.latest).toBe(silent);
    again.stop();
  });
}
