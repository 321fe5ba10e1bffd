import type { HttpRequest } from '../../src/http-door/message.js';
import { signedRequest } from '../../src/http-door/signed-request.js';
import { KmsFault } from '../../src/model/fault.js';

const DATE = '20260101T000000Z';
const CREDENTIAL = 'AKIA/20260101/eu-west-1/kms/aws4_request';

function signed(authorization: string) {
  const headers: Record<string, string> = { authorization, 'x-amz-date': DATE };
  const request: HttpRequest = {
    method: 'POST',
    target: '/',
    header: (name) => headers[name],
    body: new Uint8Array(),
    sourceIp: undefined,
    isLocal: false,
    signal: undefined,
  };
  return signedRequest(request);
}

describe('the header Authorization', () => {
  it.each([
    ['as SDKs write it', `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=Host;x-amz-date, Signature=ab`],
    ['without spaces', `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=host;x-amz-date,Signature=ab`],
    [
      'with more of them',
      `  AWS4-HMAC-SHA256  Credential=${CREDENTIAL} ,\tSignedHeaders=host; x-amz-date , Signature=a b `,
    ],
    ['in another order', `AWS4-HMAC-SHA256 Signature=ab, SignedHeaders=host;x-amz-date, Credential=${CREDENTIAL}`],
    [
      'the last of several',
      `AWS4-HMAC-SHA256 Signature=c, Credential=${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=ab`,
    ],
  ])('is read %s', (_, authorization) => {
    expect(signed(authorization)).toEqual({
      algorithm: 'AWS4-HMAC-SHA256',
      credential: {
        accessKeyId: 'AKIA',
        day: '20260101',
        region: 'eu-west-1',
        service: 'kms',
        terminator: 'aws4_request',
      },
      signedHeaders: 'host;x-amz-date',
      signature: 'ab',
      date: DATE,
      expires: undefined,
      sessionToken: undefined,
    });
  });

  it('has another signature each time', () => {
    const of = (signature: string) =>
      signed(`AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=host, Signature=${signature}`).signature;
    expect(['one', 'two', 'one'].map(of)).toEqual(['one', 'two', 'one']);
  });

  it('has its algorithm up to the first space, whatever that is', () => {
    const { algorithm, signature } = signed(`AWS4-A,B= Credential=${CREDENTIAL},SignedHeaders=host,Signature=ab`);
    expect([algorithm, signature]).toEqual(['AWS4-A,B=', 'ab']);
  });

  it.each([
    ['AWS4-HMAC-SHA256', ['Credential', 'Signature', 'SignedHeaders']],
    ['AWS4-HMAC-SHA256,Signature=ab', ['Credential', 'Signature', 'SignedHeaders']],
    ['AWS4-A,Signature=ab Credential=a/b/c/d/e', ['Signature', 'SignedHeaders']],
    ['AWS4-HMAC-SHA256 Signature=ab', ['Credential', 'SignedHeaders']],
    [`AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=host,Signature=ab,Signature=`, ['Signature']],
  ])('%s lacks %j', (authorization, missing) => {
    expect(() => signed(authorization)).toThrow(KmsFault);
    for (const name of ['Credential', 'Signature', 'SignedHeaders']) {
      const told = `requires '${name}' parameter`;
      try {
        signed(authorization);
      } catch (error) {
        expect([name, (error as KmsFault).message.includes(told)]).toEqual([name, missing.includes(name)]);
      }
    }
  });
});
