import { regionOfEnvironment } from '../runtime/environment.js';
import { withoutInstanceMetadata } from './instance-metadata.js';
import type { Handler, HandlerContext, MiddlewareStack } from './stack.js';
import { findMiddleware } from './stack-entries.js';

// kms.eu-west-1.amazonaws.com, kms-fips.us-gov-west-1.api.aws, vpce-….kms.eu-west-1.vpce.amazonaws.com, …
const KMS_HOST = /(?:^|\.)kms(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\./;

/** Asks for a client's own Region; undefined or a rejection where it has none. */
export type AskRegion = () => Promise<string | undefined>;

/**
 * Off the host to which the client would send, because a plugin is not shown its client's configuration: the SDK's own
 * middleware works it out on a context that is then thrown away. A custom endpoint hides it.
 * @throws Error where the stack of the command is not known, or has no such middleware
 */
export function regionOfEndpoint(commandStack: MiddlewareStack): AskRegion {
  const resolveEndpoint =
    findMiddleware('endpointV2Middleware', commandStack) ??
    // Before endpoint rules, the serializer wrote the host.
    findMiddleware('serializerMiddleware', commandStack);
  if (resolveEndpoint === undefined) {
    throw new Error(
      '[localkms] This version of the AWS SDK hides the Region of the client: use kms.attach(client), or give localKms() a region.',
    );
  }
  return async () => {
    const resolved: HandlerContext & { endpointV2?: { readonly url: URL } } = {};
    let host: string | undefined;
    const readHost: Handler = async ({ request }) => {
      host = resolved.endpointV2?.url.hostname ?? request?.hostname;
      return { response: undefined };
    };
    await resolveEndpoint(readHost, resolved)({ input: {} });
    return KMS_HOST.exec(host ?? '')?.[1];
  };
}

/** The client's own Region, else AWS_REGION (a custom endpoint hides it), else us-east-1. Never fails, never connects. */
export async function findRegion(ask: AskRegion): Promise<string> {
  const own = await withoutInstanceMetadata(ask).catch(() => undefined);
  return own ?? regionOfEnvironment();
}
