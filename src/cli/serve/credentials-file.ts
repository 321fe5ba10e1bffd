import type { CredentialOptions } from '../../http-door/options.js';
import { ClearError } from '../clear-error.js';

// All else that a profile may say is AWS's own, such as `region`.
const MEMBERS: Readonly<Record<string, keyof CredentialOptions>> = {
  aws_secret_access_key: 'secretAccessKey',
  aws_session_token: 'sessionToken',
  principal: 'principal',
  account_id: 'accountId',
  via: 'via',
  service: 'service',
  source_arn: 'sourceArn',
};

/**
 * Who calls, by access key id: profiles as AWS's tools read them, each with the ARN of a principal or an account.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export function credentialsOfFile(text: string, path: string): Readonly<Record<string, CredentialOptions>> {
  const credentials: Record<string, CredentialOptions> = {};
  for (const [name, profile] of profilesOf(text, path)) {
    const accessKeyId = profile.get('aws_access_key_id');
    if (accessKeyId === undefined) throw new ClearError(`[localkms] ${path}: [${name}] has no aws_access_key_id`);
    const members = Object.entries(MEMBERS).map(([key, member]) => [member, profile.get(key)] as const);
    credentials[accessKeyId] = Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  return credentials;
}

function profilesOf(text: string, path: string): Map<string, Map<string, string>> {
  const profiles = new Map<string, Map<string, string>>();
  let profile: Map<string, string> | undefined;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const [, name] = /^\[\s*(?:profile\s+)?([^\]]+?)\s*\]\s*$/.exec(line) ?? [];
    if (name !== undefined) {
      profile = profiles.get(name) ?? new Map();
      profiles.set(name, profile);
      continue;
    }
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const [, key, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    // The line is not shown: it may be a secret.
    if (key === undefined || profile === undefined) {
      throw new ClearError(`[localkms] ${path}: line ${at + 1} is neither [profile] nor name = value`);
    }
    profile.set(key, value as string);
  }
  return profiles;
}
