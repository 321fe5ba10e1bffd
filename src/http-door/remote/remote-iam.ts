import { expected } from '../../options/checks.js';
import type { Iam } from '../../world/iam/iam.js';
import { itemOf } from './asking.js';

/** How IAM of another process is reached. */
interface Reaching extends Pick<Iam, 'describe'> {
  tell(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void>;
}

/** `kms.iam` of a world in another process. */
export function remoteIam({ describe, tell }: Reaching): Iam {
  function at(kind: string, id: unknown): string {
    if (typeof id !== 'string') expected('id', id, 'an ARN, or the id of an account');
    return itemOf(`iam/${kind}`, id);
  }
  return {
    putRole: async (arn, role) => tell('PUT', at('roles', arn), role),
    deleteRole: async (arn) => tell('DELETE', at('roles', arn)),
    putUser: async (arn, user) => tell('PUT', at('users', arn), user),
    deleteUser: async (arn) => tell('DELETE', at('users', arn)),
    putPolicy: async (arn, PolicyDocument) => tell('PUT', at('policies', arn), { PolicyDocument }),
    deletePolicy: async (arn) => tell('DELETE', at('policies', arn)),
    putServiceControlPolicies: async (account, levels) =>
      tell('PUT', at('serviceControlPolicies', account), { levels }),
    putResourceControlPolicies: async (account, levels) =>
      tell('PUT', at('resourceControlPolicies', account), { levels }),
    putOrganization: (organization) =>
      organization === undefined ? tell('DELETE', 'iam/organization') : tell('PUT', 'iam/organization', organization),
    describe,
  };
}
