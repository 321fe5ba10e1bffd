import { base64, form } from '../src/form.js';
import { sign, verify } from '../src/kms.js';

export default { title: 'Sign' };

/** A signature holds for the text that was signed, and for no other. */
export const AnInvoice = {
  render() {
    let signature;
    return form(
      'Sign an invoice',
      { Text: '4711: 99.00 EUR' },
      {
        async Sign({ Text }) {
          signature = await sign(Text);
          return { Signature: base64(signature) };
        },
        async Verify({ Text }) {
          return { Valid: (await verify(Text, signature)) ? 'yes' : 'no' };
        },
      },
    );
  },
};
