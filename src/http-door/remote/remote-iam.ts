import type { Iam } from '../../world/iam/iam.js';

/** How IAM of another process is reached. */
interface Reaching extends Pick<Iam, 'describe'> {
  tell(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void>;
}

/** `kms.iam` of a world in another process. */
export function remoteIam({ describe, tell }: Reaching): Iam {
  const at = (kind: string, id: string) => `iam/${kind}/${encodeURIComponent(id)}`;
  return {
    putRole: (arn, role) => tell('PUT', at('roles', arn), role),
    deleteRole: (arn) => tell('DELETE', at('roles', arn)),
    putUser: (arn, user) => tell('PUT', at('users', arn), user),
    deleteUser: (arn) => tell('DELETE', at('users', arn)),
    putPolicy: (arn, PolicyDocument) => tell('PUT', at('policies', arn), { PolicyDocument }),
    deletePolicy: (arn) => tell('DELETE', at('policies', arn)),
    putServiceControlPolicies: (account, levels) => tell('PUT', at('serviceControlPolicies', account), { levels }),
    putResourceControlPolicies: (account, levels) => tell('PUT', at('resourceControlPolicies', account), { levels }),
    putOrganization: (organization) =>
      organization === undefined ? tell('DELETE', 'iam/organization') : tell('PUT', 'iam/organization', organization),
    describe,
  };
}
