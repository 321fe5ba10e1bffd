import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { HELP } from '../../src/cli/serve/serve.js';
import { VERSION } from '../../src/runtime/version.js';

const FOLDER = 'examples/docker';
const lines = readFileSync(`${FOLDER}/Dockerfile`, 'utf8').split('\n');
const compose = parse(readFileSync(`${FOLDER}/compose.yaml`, 'utf8'));

/** The arguments of an instruction in its exec form. */
function argumentsOf(instruction: string): readonly string[] {
  const line = lines.find((one) => one.startsWith(instruction)) as string;
  return JSON.parse(line.slice(line.indexOf('[')));
}

describe('the container', () => {
  it('has this version, and is not root', () => {
    expect(lines.join('\n')).toContain(`localkms@${VERSION} `);
    expect(lines).toContain('USER 1000');
  });

  it('serves with flags that the command has, and asks for its own health', () => {
    const [command, subcommand, ...flags] = [...argumentsOf('ENTRYPOINT'), ...compose.services.kms.command];
    expect([command, subcommand]).toEqual(['localkms', 'serve']);
    const named = flags.filter((flag) => flag.startsWith('--'));
    expect(named.filter((flag) => !HELP.includes(`  ${flag} `))).toEqual([]);
    expect(argumentsOf('HEALTHCHECK').slice(0, 3)).toEqual(['localkms', 'wait', 'http://127.0.0.1:4566']);
  });

  it('is reached from this machine alone, and has its seeds', () => {
    expect(compose.services.kms.ports).toEqual(['127.0.0.1:4566:4566']);
    const [seeds] = compose.services.kms.volumes[0].split(':');
    expect(existsSync(`${FOLDER}/${seeds}`)).toBe(true);
    expect(compose.services.app.environment.AWS_ENDPOINT_URL_KMS).toBe('http://kms:4566');
  });
});
