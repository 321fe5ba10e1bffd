import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')] as const);

/** The names that .ci/run takes. */
const GATES = /^GATES='(.*)'$/m.exec(readFileSync('.ci/run', 'utf8'))?.[1]?.split(' ') ?? [];

describe('.ci/run', () => {
  it('refuses a name that is no gate, and tells those that are, before it does anything', () => {
    const run = () => execFileSync('bash', ['.ci/run', 'lint', 'lints'], { encoding: 'utf8', stdio: 'pipe' });
    expect(run).toThrow(
      expect.objectContaining({
        status: 2,
        stdout: '',
        stderr: `lints is no gate; these are: ${GATES.join(' ')}\n`,
      }),
    );
  });

  it('has each of its gates in one job of CI', () => {
    const { jobs } = parse(readFileSync(`${FOLDER}/ci.yml`, 'utf8'));
    const inJobs = jobs.gates.strategy.matrix.gates.flatMap((gates: string) => gates.split(' '));
    expect(inJobs.sort()).toEqual([...GATES].sort());
    expect(GATES).toContain('lint');
  });

  it('has each of its gates in the table of CONTRIBUTING.md, in order', () => {
    const rows = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `(\w+)` \| `/gm);
    expect([...rows].map(([, gate]) => gate)).toEqual(GATES);
  });
});

describe.each(WORKFLOWS)('%s', (_file, text) => {
  it('pins each action to a commit, and tells its version', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^(\.\/.*|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it('can read and no more, but for what a job asks', () => {
    expect(parse(text).permissions).toEqual({ contents: 'read' });
  });

  it('runs scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([name]);
  });
});

describe('Node', () => {
  it('is of the same major release in .nvmrc, the devcontainer and the least that the package takes', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    const major = readFileSync('.nvmrc', 'utf8').trim();
    expect(engines.node).toMatch(new RegExp(`^>=${major}\\.`));
    expect(readFileSync('.devcontainer/Dockerfile', 'utf8')).toContain(`FROM node:${major}-`);
  });
});
