// What the generated pages tell of.
export { default as DIVERGENCES } from '../../__tests__/conformance/divergences.json' with { type: 'json' };
export { FACTS } from '../../__tests__/conformance/facts.js';
export { faultTexts } from '../../__tests__/conformance/fault-texts.js';
export { default as OPEN_QUESTIONS } from '../../__tests__/conformance/open-questions.json' with { type: 'json' };
export { isSeenOnAws } from '../../__tests__/conformance/source.js';
export { TEXTS_WITHOUT_FACT } from '../../__tests__/conformance/sources/fault-texts.js';
export { AWS_MANAGED_POLICIES, AWS_MANAGED_POLICIES_AS_OF } from '../../src/authorization/aws-managed-policies.js';
export { KEY_SPECS } from '../../src/model/key-specs.js';
export { KEY_STATES } from '../../src/model/key-states.js';
export { RESOURCE_QUOTAS } from '../../src/model/limits.js';
export { OPERATIONS } from '../../src/operations/all-operations.js';
export { EVERYDAY } from '../../src/operations/everyday.js';
export { LAZY_GROUPS } from '../../src/operations/groups.js';
export { floorsPicture, lintRules } from './floors.js';
