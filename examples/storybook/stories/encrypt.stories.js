import { kms } from '../.storybook/kms.js';
import { base64, form } from '../src/form.js';
import { decrypt, encrypt } from '../src/kms.js';

export default { title: 'Encrypt' };

/** What is encrypted for one tenant does not open for another. */
export const ForATenant = {
  render() {
    let sealed;
    return form(
      'Encrypt for a tenant',
      { Text: '4111 1111 1111 1111', Tenant: 'acme' },
      {
        async Encrypt({ Text, Tenant }) {
          sealed = await encrypt(Text, Tenant);
          return { Ciphertext: base64(sealed) };
        },
        async Decrypt({ Tenant }) {
          return { Decrypted: await decrypt(sealed, Tenant) };
        },
      },
    );
  },
};

/** What a user sees where the key policy does not let them. */
export const Denied = {
  ...ForATenant,
  beforeEach() {
    kms.faults.add({ operation: 'Encrypt', error: { name: 'AccessDeniedException', message: 'Ask for kms:Encrypt' } });
  },
};
