import { keyArnFor } from '../../bench/keys.js';
import { eventTest } from '../../events/event-filter.js';
import type { CloudTrailRecord } from '../../events/record.js';
import { refuse } from '../../options/checks.js';
import { behindHandle } from '../../world/handle.js';
import type { HttpStream } from '../message.js';
import { eventFilter } from './access-routes.js';
import type { Asked } from './route.js';
import { toTagged } from './tagged-json.js';

/** Checks what is asked, and gives what tells of each thing as it happens until it is stopped. */
type Following = (asked: Pick<Asked, 'kms' | 'query'>) => (tell: (what: unknown) => void) => () => void;

/** What `Accept: text/event-stream` follows, by path. */
const STREAMS: { readonly [path: string]: Following } = {
  events({ kms, query }) {
    const isWanted = eventTest(eventFilter(query), keyArnFor(behindHandle(kms).world));
    return (tell) => kms.on('event', (record: CloudTrailRecord) => isWanted(record) && tell(record));
  },
  calls({ kms, query }) {
    const [name] = Object.keys(query);
    if (name !== undefined) refuse(`filter.${name}`, 'calls that are followed are not filtered');
    return (tell) => kms.on('call', tell);
  },
};

/** Longer than calls take, shorter than clients wait for a body. */
const QUIET = 30_000;

/**
 * An answer that goes on: a line of JSON for each event, and a comment at its begin and where nothing happens.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(path: string, asked: Pick<Asked, 'kms' | 'query'>): HttpStream | undefined {
  const following = Object.hasOwn(STREAMS, path) ? STREAMS[path]?.(asked) : undefined;
  if (following === undefined) return undefined;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    follow(write) {
      const stop = following((what) => write(`data: ${JSON.stringify(toTagged(what))}\n\n`));
      const comment = setInterval(() => write(':\n\n'), QUIET);
      write(': following\n\n');
      return () => {
        clearInterval(comment);
        stop();
      };
    },
  };
}
