import { refusal, testKms } from '../support/engine.js';

/** A key policy whose Condition has that many levels of objects above a text. */
function policyWith(levels: number): string {
  const condition = `{"StringEquals":${'{"a":'.repeat(levels - 1)}"1"${'}'.repeat(levels)}`;
  const statement = `{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":${condition}}`;
  return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"},${statement}]}`;
}

describe('a key policy', () => {
  it('has as many levels as the grammar of policies: operator, key and values in a Condition', async () => {
    const kms = testKms();
    expect((await kms.call('CreateKey', { Policy: policyWith(2) })).KeyMetadata.KeyState).toBe('Enabled');
  });

  it.each([4, 5000])('is refused with a Condition of %d levels', async (levels) => {
    expect(await refusal(testKms().call('CreateKey', { Policy: policyWith(levels) }))).toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });
});
