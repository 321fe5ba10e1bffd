/** The one name that a key policy can have. */
export const DEFAULT_POLICY_NAME = 'default';
