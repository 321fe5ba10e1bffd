import { fromUtf8 } from '../../bytes/utf8.js';
import type { LocalKms } from '../../local-kms.js';
import { ADMINISTRATION, type HttpRequest, type HttpResponse, type HttpStream } from '../message.js';
import { objectionTo } from './guard.js';
import { type Asked, NotThere, type Refusal, type Routes } from './route.js';
import { ROUTES } from './routes.js';
import { eventStream } from './streams.js';
import { fromTagged, toTagged } from './tagged-json.js';

export type Administer = (request: HttpRequest) => Promise<HttpResponse | HttpStream>;

/** Answers what tests of other languages ask of a world, beside AWS's operations. */
export function administration(kms: LocalKms, token: string | undefined): Administer {
  const faults: Asked['faults'] = new Map();
  return async (request) => {
    const [path = '', search = ''] = request.target.slice(ADMINISTRATION.length).split(/\?(.*)/s, 2);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const objection = path === 'health' ? undefined : objectionTo(request, token);
    if (objection !== undefined) return json(objection.status, { error: objection.error });
    const query = Object.fromEntries(new URLSearchParams(search));
    const found = routeOf(path, query.id);
    if (found === undefined)
      return json(404, { error: `[localkms] ${ADMINISTRATION} has ${Object.keys(ROUTES).join(', ')}` });
    const route = Object.hasOwn(found.methods, method) ? found.methods[method] : undefined;
    if (route === undefined) {
      const allow = Object.keys(found.methods).join(', ');
      return { ...json(405, { error: `[localkms] ${path} knows ${allow}` }), headers: { ...JSON_TYPE, Allow: allow } };
    }
    try {
      const stream =
        request.method === 'GET' && isStreamWanted(request) ? eventStream(path, { kms, query }) : undefined;
      if (stream !== undefined) return stream;
      const body = request.body.length === 0 ? undefined : fromTagged(JSON.parse(fromUtf8(request.body)));
      const answer = await route({ kms, name: found.name, query, body, faults });
      return answer === undefined ? { status: 204, headers: {}, body: '' } : json(200, toTagged(answer));
    } catch (error) {
      return json(error instanceof NotThere ? 404 : 400, refusalOf(error));
    }
  };
}

function isStreamWanted(request: HttpRequest): boolean {
  return request.header('accept')?.includes('text/event-stream') === true;
}

const JSON_TYPE = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

function json(status: number, value: unknown): HttpResponse {
  return { status, headers: JSON_TYPE, body: JSON.stringify(value) };
}

/**
 * By the whole path, else by its beginning: the rest is the name of something. Of a path that ends there the query has the
 * name, as `id`: a name such as `..` is none that clients leave in a path (https://url.spec.whatwg.org/#double-dot-url-path-segment).
 */
function routeOf(path: string, id: string | undefined): { methods: Routes[string]; name: string } | undefined {
  if (Object.hasOwn(ROUTES, path)) return { methods: ROUTES[path] as Routes[string], name: '' };
  for (const [known, methods] of Object.entries(ROUTES)) {
    const [, collection] = /^(.+\/)\{id\}$/.exec(known) ?? [];
    if (collection === undefined || !path.startsWith(collection)) continue;
    const name = path === collection ? id : decoded(path.slice(collection.length));
    return name === undefined ? undefined : { methods, name };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Of our own errors the text, which says what is allowed, and the class where it has one; of a body that is no JSON, that. */
function refusalOf(thrown: unknown): Refusal {
  const { name, message = '' } = (thrown ?? {}) as Partial<Error>;
  if (!message.startsWith('[localkms]')) return { error: '[localkms] expected a body of JSON, an object' };
  return { error: message, ...(name !== 'Error' && { name: String(name) }) };
}
