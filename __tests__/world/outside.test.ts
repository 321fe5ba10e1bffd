import { localKms } from '../../src/index.js';

const ENDPOINT = 'https://myproxy.xks.example.com';
const ODD: readonly unknown[] = [null, '', 0, 1.5, 1n, Symbol('odd'), () => {}, [], [5], new Map(), { odd: 1 }, true];

describe('what is said of the outside', () => {
  it.each<[(outside: ReturnType<typeof localKms>['outside']) => void, string]>([
    [
      (outside) => outside.setCluster('cluster-1', { actve: false } as object),
      'setCluster.cluster.actve: there is no such option, only active, activeHsms, validConfiguration, trustAnchorCertificate, backupHistory, kmsuserPassword, connectionErrorCode',
    ],
    [(outside) => outside.setCluster(5 as never, {}), 'setCluster.clusterId: expected text that is not empty; got 5'],
    [
      (outside) => outside.setCluster('cluster-1', { activeHsms: -1 }),
      'setCluster.cluster.activeHsms: expected a whole number from 0; got -1',
    ],
    [
      (outside) => outside.setProxy(ENDPOINT, 'x' as never),
      'setProxy.proxy: expected an object with failure, UriPath, credential; got text of 1 character',
    ],
    [
      (outside) => outside.setProxy(ENDPOINT, { failure: 'NOPE' as never }),
      'setProxy.proxy.failure: expected one of INVALID_CREDENTIALS, XKS_PROXY_ACCESS_DENIED, XKS_PROXY_INVALID_CONFIGURATION, XKS_PROXY_INVALID_TLS_CONFIGURATION, XKS_PROXY_NOT_REACHABLE, NETWORK_ERRORS, XKS_PROXY_TIMED_OUT, XKS_PROXY_UNHEALTHY, XKS_PROXY_INVALID_RESPONSE, XKS_PROXY_UNSUPPORTED_OPERATION, XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND, XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION; got "NOPE"',
    ],
    [
      (outside) => outside.setProxy(ENDPOINT, { credential: { AccessKeyId: 'A' } as never }),
      'setProxy.proxy.credential.RawSecretAccessKey is missing',
    ],
    [
      (outside) => outside.setExternalKey(ENDPOINT, 'key', { keyUsage: 'ENCRYPT' as never }),
      'setExternalKey.key.keyUsage: expected a list of usages, such as ["ENCRYPT", "DECRYPT"]; got text of 7 characters',
    ],
  ])('is checked: %#', (say, message) => {
    expect(() => say(localKms().outside)).toThrow(new TypeError(`[localkms] ${message}`));
  });

  it.each(ODD)('is taken or refused by name where it is %p', (value) => {
    const { outside } = localKms();
    const says: readonly (readonly [path: string, say: () => void])[] = [
      ['setCluster.clusterId', () => outside.setCluster(value as never, {})],
      ['setCluster.cluster', () => outside.setCluster('cluster-1', value as never)],
      ['setProxy.uriEndpoint', () => outside.setProxy(value as never, {})],
      ['setProxy.proxy', () => outside.setProxy(ENDPOINT, value as never)],
      ['setExternalKey.uriEndpoint', () => outside.setExternalKey(value as never, 'key', {})],
      ['setExternalKey.xksKeyId', () => outside.setExternalKey(ENDPOINT, value as never, {})],
      ['setExternalKey.key', () => outside.setExternalKey(ENDPOINT, 'key', value as never)],
      ...['active', 'activeHsms', 'backupHistory', 'connectionErrorCode'].map(
        (name) => [`setCluster.cluster.${name}`, () => outside.setCluster('cluster-1', { [name]: value })] as const,
      ),
    ];
    for (const [path, say] of says) {
      let message = `[localkms] ${path}`;
      try {
        say();
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        message = (error as Error).message;
      }
      expect(message.startsWith(`[localkms] ${path}`)).toBe(true);
    }
  });

  it('is all that the handle offers: no operation of the backends', () => {
    expect(Object.keys(localKms().outside).sort()).toEqual(['clear', 'setCluster', 'setExternalKey', 'setProxy']);
  });
});
