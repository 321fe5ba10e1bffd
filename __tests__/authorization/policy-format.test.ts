import { formatPolicy } from '../../src/authorization/policy-format.js';

// As GetKeyPolicy was seen to return policies.
it.each<[what: string, document: unknown, text: string]>([
  [
    'a policy without statements',
    { Version: '2012-10-17', Statement: [] },
    '{\n  "Version" : "2012-10-17",\n  "Statement" : [ ]\n}',
  ],
  [
    'a statement',
    { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' } }] },
    '{\n  "Statement" : [ {\n    "Effect" : "Allow",\n    "Principal" : {\n      "AWS" : "*"\n    }\n  } ]\n}',
  ],
  [
    'two statements',
    { Statement: [{ Sid: 'a' }, { Sid: 'b' }] },
    '{\n  "Statement" : [ {\n    "Sid" : "a"\n  }, {\n    "Sid" : "b"\n  } ]\n}',
  ],
  [
    'a list of texts',
    { Action: ['kms:Encrypt', 'kms:Decrypt'] },
    '{\n  "Action" : [ "kms:Encrypt", "kms:Decrypt" ]\n}',
  ],
  ['an empty object', { Condition: {} }, '{\n  "Condition" : { }\n}'],
  ['what is no text', { a: [1, true, null] }, '{\n  "a" : [ 1, true, null ]\n}'],
  ['quotes', { 'a"b': 'c\\"d\n' }, '{\n  "a\\"b" : "c\\\\\\"d\\n"\n}'],
])('formats %s', (_, document, text) => {
  expect(formatPolicy(document)).toBe(text);
});
