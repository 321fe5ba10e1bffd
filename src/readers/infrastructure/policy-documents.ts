import { isList, isMap, itemsOf, Unresolved, unresolvedIn, type Value } from './values.js';

/**
 * A document of IAM without what is unresolved and no call of AWS KMS can depend on: statements for the actions of other
 * services, and resources that are those of other services. Undefined where nothing is left.
 */
export function withoutOtherServices(document: Value): Value {
  if (!isMap(document) || unresolvedIn(document).length === 0) return document;
  const statements = itemsOf(document.Statement).flatMap(withoutUnresolvedOfOthers);
  return statements.length === 0 ? undefined : { ...document, Statement: statements };
}

function withoutUnresolvedOfOthers(statement: Value): Value[] {
  if (!isMap(statement) || unresolvedIn(statement).length === 0) return [statement];
  if (!concernsKms(statement)) return [];
  const { Resource } = statement;
  const resources = itemsOf(Resource).filter(
    (resource) => !(resource instanceof Unresolved && resource.isArnOfAnotherService),
  );
  if (resources.length > 0) return [{ ...statement, ...(isList(Resource) && { Resource: resources }) }];
  return Resource === undefined ? [statement] : [];
}

function concernsKms({ Action, NotAction }: { readonly [element: string]: Value }): boolean {
  if (NotAction !== undefined) return !itemsOf(NotAction).some((action) => /^(\*|kms:\*)$/i.test(String(action)));
  return itemsOf(Action).some((action) => typeof action !== 'string' || mayBeOfKms(action));
}

/** Only what names another service is surely none of AWS KMS. */
function mayBeOfKms(action: string): boolean {
  const [service = ''] = action.split(':', 1);
  return /^kms$|[*?]/i.test(service);
}
