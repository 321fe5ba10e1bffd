import { memo } from '../bytes/memo.js';
import type { Caller } from '../model/caller.js';
import type { HttpRequest } from './message.js';

/** What of a request AWS puts into condition keys and records of CloudTrail. */
export type Arriving = Pick<HttpRequest, 'header' | 'sourceIp'>;

/**
 * A caller as requests of it arrive: with `aws:UserAgent`, and `aws:SourceIp`, through a VPC endpoint `aws:VpcSourceIp`.
 * `aws:SecureTransport` stays true over HTTP too: endpoints of AWS KMS have HTTPS alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function arrivals(caller: Caller): (request: Arriving) => Caller {
  const { principal, origin } = caller;
  // AWS services call from within AWS, whatever stands for them here.
  if (origin?.via !== undefined || !principal.startsWith('arn:')) return () => caller;
  const addressKey = origin?.vpcEndpoint === undefined ? 'aws:SourceIp' : 'aws:VpcSourceIp';
  const told = new Set(Object.keys(origin?.context ?? {}).map((name) => name.toLowerCase()));
  // A program has few addresses and one user agent, but may invent many.
  const from = memo(100, (sourceIp: string | undefined) =>
    memo(100, (userAgent: string | undefined): Caller => {
      const seen = { [addressKey]: sourceIp, 'aws:UserAgent': userAgent };
      const members = Object.entries(seen).filter(
        (member): member is [string, string] => member[1] !== undefined && !told.has(member[0].toLowerCase()),
      );
      return { ...caller, origin: { ...origin, context: { ...origin?.context, ...Object.fromEntries(members) } } };
    }),
  );
  return ({ header, sourceIp }) => from(sourceIp)(header('user-agent'));
}
