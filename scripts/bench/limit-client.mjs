import { KMSClient } from '@aws-sdk/client-kms';

/** The same SDK stack with an entry at the same place, the client's own retry middleware, and what `answer` gives. */
export function limitClient(answer) {
  const client = new KMSClient({ region: 'us-east-1' });
  client.middlewareStack.use({
    applyToStack(stack) {
      const entry = (_next, context) => {
        let retry;
        const look = (middleware, options) => {
          if (options.name === 'retryMiddleware') retry = middleware;
        };
        stack.applyToStack({ add: look, addRelativeTo: look, identifyOnResolve() {}, use() {} });
        return retry(
          async () => ({ response: {}, output: { ...answer(), $metadata: { httpStatusCode: 200 } } }),
          context,
        );
      };
      stack.add(entry, { name: 'limit', step: 'serialize', priority: 'high', override: true });
    },
  });
  return client;
}
