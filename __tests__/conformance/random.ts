import { type Fact, refused } from './fact.js';
import { factsOf, invalid, violates } from './key-scenes.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('random');

function ofLength(NumberOfBytes: number): Fact['run'] {
  return async (kms) => (await kms.call('GenerateRandom', { NumberOfBytes })).Plaintext?.length;
}

function refusing(input: object): Fact['run'] {
  return (kms) => refused(kms.call('GenerateRandom', input));
}

export const RANDOM_FACTS: readonly Fact[] = [
  ...([1, 12, 44, 91, 1024] as const).map((length) =>
    fact(
      `length-${length}`,
      'GenerateRandom',
      `The Plaintext has as many bytes as were asked for: ${length}.`,
      recorded(`test_generate_random[${length}]`),
      ofLength(length),
      length,
    ),
  ),
  fact(
    'no-number',
    'GenerateRandom',
    'NumberOfBytes is needed, although the API model leaves it out.',
    recorded('test_generate_random_invalid_number_of_bytes[None]'),
    refusing({}),
    invalid('NumberOfBytes is required.'),
  ),
  fact(
    'min',
    'GenerateRandom',
    'NumberOfBytes is at least 1.',
    recorded('test_generate_random_invalid_number_of_bytes[0]'),
    refusing({ NumberOfBytes: 0 }),
    violates(
      "Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ),
  fact(
    'max',
    'GenerateRandom',
    'NumberOfBytes is at most 1024.',
    recorded('test_generate_random_invalid_number_of_bytes[1025]'),
    refusing({ NumberOfBytes: 1025 }),
    violates(
      "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    ),
  ),
];
