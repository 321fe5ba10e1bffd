import { fromBase64 } from '../../bytes/base64.js';

/**
 * The root that attestation documents are trusted from unless a world names another: an X.509 certificate (DER) whose
 * private key is public, in `bench/attestation/attestation.ts`. AWS's own root would let nobody make a document in a test.
 */
export const TEST_ATTESTATION_ROOT: Uint8Array = fromBase64(
  'MIICBTCCAYygAwIBAgIBATAKBggqhkjOPQQDAzBLMREwDwYDVQQKDAhsb2NhbGttczENMAsGA1UECwwEdGVzdDEnMCUGA1UEAwwe' +
    'bG9jYWxrbXMgdGVzdCBhdHRlc3RhdGlvbiByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIwNTAwMTAxMDAwMDAwWjBLMREwDwYDVQQK' +
    'DAhsb2NhbGttczENMAsGA1UECwwEdGVzdDEnMCUGA1UEAwwebG9jYWxrbXMgdGVzdCBhdHRlc3RhdGlvbiByb290MHYwEAYHKoZI' +
    'zj0CAQYFK4EEACIDYgAEf+Tk9O2wR437Szka+aLBLW3cxcCzogPdJHQXA3H+QtH2hWV0gI8Mrj/ZA2OOQYCXehFbJpcGVHYCTa06' +
    'rYehrxc1iGUx3Kn2XL9l05//6RtWfJbqoGVEno8Ow2pqcPrUo0IwQDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBhjAd' +
    'BgNVHQ4EFgQUlk4Y6QtFU4WwpCO1kD5aLYtXNuMwCgYIKoZIzj0EAwMDZwAwZAIwdn63VKzQa9pwpXalFvCMS5IwUITpoz5q2Hil' +
    '1D7WXVsrGRoJW3hVYOCCqKfo9gzuAjBXIbBALqOYvuqnJAXxYBXkqkR7r4xAjv178CoSp1Rq5Ijjl/kfbns3ttNkOxMKggw=',
);
