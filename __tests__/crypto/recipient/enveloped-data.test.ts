import { fromHex, toHex } from '../../../src/bytes/hex.js';
import { encodeEnvelopedData } from '../../../src/crypto/recipient/enveloped-data.js';

/** CiphertextForRecipient as AWS KMS sent it: aws-nitro-enclaves-sdk-c, tests/kmstool-enclaves/cms_test.c (Apache-2.0). */
const RECORDED = {
  cms:
    '308006092a864886f70d010703a08030800201023182016b3082016702010280204e61df69e443b8e25c8ae83318cfc72d9b' +
    '6a5176d2167790fdf819c086e6967a303c06092a864886f70d010107302fa00f300d06096086480165030402010500a11c30' +
    '1a06092a864886f70d010108300d06096086480165030402010500048201004a1ca12202e4ce0b1f8b35cea0d5d905336caa' +
    'a5d517eed65f6fd87a0e7b292912652941527a9a8b88f9e7c6b50974074b81a6d43751876e7ca595f55df86a4742861945e0' +
    'b915e4b840b9e043921ebdef92d1588c727bba9cf9360acf9663bc8ba7dab43f2b61a3f49172a0761800ad03606b5a7f5959' +
    '46c50ab23c7d0014629e70c2f6d410b4967a32e0b6da712ef83b1f095ad4df7b0d3a5847f9afbd75d729473a070f7979cc0c' +
    '43a1d5bac77a8ed7b17dbc954e5d88100332bc0e02c283bf01b4c6b160b1150eadfc8d91d628f5f614af4f384d581fb5f607' +
    'ab91f60ac3cf777325a8fafe903eff1dd7e4260244e50664aab6244bc3e91951070a5dc5f8308006092a864886f70d010701' +
    '301d060960864801650304012a0410e66c1172aee0f2f7be34e3afc6b0e4fe80101f943eb0105c1b0644df4f7130448a2800' +
    '00000000000000',
  subjectKeyIdentifier: '4e61df69e443b8e25c8ae83318cfc72d9b6a5176d2167790fdf819c086e6967a',
  encryptedKey:
    '4a1ca12202e4ce0b1f8b35cea0d5d905336caaa5d517eed65f6fd87a0e7b292912652941527a9a8b88f9e7c6b50974074b81' +
    'a6d43751876e7ca595f55df86a4742861945e0b915e4b840b9e043921ebdef92d1588c727bba9cf9360acf9663bc8ba7dab4' +
    '3f2b61a3f49172a0761800ad03606b5a7f595946c50ab23c7d0014629e70c2f6d410b4967a32e0b6da712ef83b1f095ad4df' +
    '7b0d3a5847f9afbd75d729473a070f7979cc0c43a1d5bac77a8ed7b17dbc954e5d88100332bc0e02c283bf01b4c6b160b115' +
    '0eadfc8d91d628f5f614af4f384d581fb5f607ab91f60ac3cf777325a8fafe903eff1dd7e4260244e50664aab6244bc3e919' +
    '51070a5dc5f8',
  iv: 'e66c1172aee0f2f7be34e3afc6b0e4fe',
  ciphertext: '1f943eb0105c1b0644df4f7130448a28',
};

describe('CMS EnvelopedData', () => {
  it('is laid out byte for byte as AWS KMS lays it out', () => {
    const cms = encodeEnvelopedData({
      subjectKeyIdentifier: fromHex(RECORDED.subjectKeyIdentifier),
      encryptedKey: fromHex(RECORDED.encryptedKey),
      iv: fromHex(RECORDED.iv),
      ciphertext: fromHex(RECORDED.ciphertext),
    });
    expect(toHex(cms)).toBe(RECORDED.cms);
  });
});
