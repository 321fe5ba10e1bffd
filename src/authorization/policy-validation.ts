import { type Policy, PolicyGrammarError, type PolicyType, readPolicy } from './policy.js';

type Json = Readonly<Record<string, unknown>>;

const MEMBERS = ['Version', 'Id', 'Statement'];
const STATEMENT_MEMBERS = [
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

/**
 * Reads a policy of IAM or AWS Organizations as somebody writes it, and refuses what these services do when it is set.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @throws PolicyGrammarError
 */
export function readNewPolicy(document: unknown, type: PolicyType, name: string): Policy {
  const policy = readPolicy(document, type, name);
  const { Statement, ...others } = document as Json;
  requireMembers({ Statement, ...others }, MEMBERS, 'the policy');
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly Json[];
  statements.forEach((statement, at) => {
    validateStatement(statement, `Statement[${at}]`);
    if (type === 'resource control policy') validateResourceControl(statement, `Statement[${at}]`);
  });
  const sids = new Set<unknown>();
  const twin = statements.findIndex(({ Sid = '' }) => Sid !== '' && sids.size === sids.add(Sid).size);
  if (twin !== -1) throw new PolicyGrammarError(`Statement[${twin}].Sid is that of another statement`);
  return policy;
}

function requireMembers(given: Json, known: readonly string[], where: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const member = /^\w{1,30}$/.test(unknown) ? unknown : 'a member';
  throw new PolicyGrammarError(`${where} has ${member}, which no policy has; known are ${known.join(', ')}`);
}

function validateStatement(statement: Json, where: string): void {
  requireMembers(statement, STATEMENT_MEMBERS, where);
  const { Sid, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (Sid !== undefined && !(typeof Sid === 'string' && /^[0-9A-Za-z]*$/.test(Sid))) {
    throw new PolicyGrammarError(`${where}.Sid must be letters and digits`);
  }
  const actions = textsOf(Action ?? NotAction);
  if (!actions.every((action) => action === '*' || /^[a-z0-9-]+:[\w*?]+$/i.test(action))) {
    throw new PolicyGrammarError(`${where} has an action without its service, such as "kms:Decrypt"`);
  }
  if (!textsOf(Resource ?? NotResource).every((resource) => resource === '*' || /^arn:/.test(resource))) {
    throw new PolicyGrammarError(`${where} has a resource that is neither an ARN nor "*"`);
  }
  const keys = Object.values(Condition as Json).flatMap((values) => Object.keys(values as Json));
  if (!keys.every((key) => key.includes(':'))) {
    throw new PolicyGrammarError(`${where}.Condition has a key without its service, such as "kms:ViaService"`);
  }
}

/** "RCPFullAWSAccess" allows everything; others can only deny. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function validateResourceControl({ Effect, Principal, NotAction, Action }: Json, where: string): void {
  if (Effect !== 'Deny') throw new PolicyGrammarError(`${where}.Effect must be Deny in a resource control policy`);
  if (Principal !== '*') throw new PolicyGrammarError(`${where}.Principal must be "*" in a resource control policy`);
  if (NotAction !== undefined || textsOf(Action).includes('*')) {
    throw new PolicyGrammarError(`${where} must name the service of its actions in a resource control policy`);
  }
}

function textsOf(value: unknown): readonly string[] {
  // readPolicy has seen that these are texts.
  return (Array.isArray(value) ? value : [value]) as readonly string[];
}
