export default {
  region: 'eu-west-1',
  accountId: '111122223333',
  keys: [{ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', Alias: 'alias/orders' }],
};
