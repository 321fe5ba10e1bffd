import { fromTerraform, type TerraformOptions } from '../../../../src/readers/infrastructure.js';
import { KEY, plan, read, refers, refusal, role } from './support.js';

describe('options and sources that are wrong', () => {
  it.each<[source: unknown, message: string]>([
    [1, 'plan: expected the JSON of a plan or a state: text, or an object; got a number'],
    ['{', 'plan: not JSON'],
    ['[]', 'plan: expected the JSON of a plan or a state; got a list'],
    [{}, 'plan: it has neither planned_values nor values, as the output of terraform show -json has'],
    [{ values: 1n }, 'plan: this object cannot be written as JSON'],
    [`{"values":${'['.repeat(300)}${']'.repeat(300)}}`, 'plan: it is more than 200 levels deep'],
  ])('%p', (source, message) => {
    expect(refusal(() => fromTerraform(source as string))).toMatch(`[localkms] ${message}`);
  });

  it.each<[options: object, message: string]>([
    [
      { parameters: {} },
      'options.parameters: there is no such option, only accountId, region, policies, leaveOut, values',
    ],
    [{ values: 1 }, 'options.values: expected an object; got a number'],
    [{ accountId: 'me' }, 'options.accountId: expected a 12-digit account id; got "me"'],
  ])('%j', (options, message) => {
    expect(refusal(() => fromTerraform(plan({}), options as TerraformOptions))).toBe(`[localkms] ${message}`);
  });
});

describe('hostile plans', () => {
  it('end a circle of variables and outputs', () => {
    const circle = { references: ['module.a.out', 'module.a'] };
    const modules = {
      a: {
        resources: {
          'aws_kms_alias.a': {
            values: { name: 'alias/a' },
            unknown: { target_key_id: true },
            expressions: { target_key_id: { references: ['var.in'] } },
          },
        },
        expressions: { in: circle },
        outputs: { out: { expression: { references: ['var.in', 'var.in'] } } },
      },
    };
    expect(read({}, modules).report.unresolved[0]).toEqual({
      logicalId: 'module.a.aws_kms_alias.a',
      path: 'target_key_id',
      reason: 'its references lead back to themselves',
    });
  });

  it('end variables that refer to the next twice each', () => {
    const twice = (name: string) => ({ references: [`module.m${name}.out`, `module.m${name}.out`] });
    const modules = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `m${at}`,
        {
          resources: {},
          expressions: { in: twice(String(at + 1)) },
          outputs: { out: { expression: { references: ['var.in', 'var.in'] } } },
        },
      ]),
    );
    const alias = {
      values: { name: 'alias/a' },
      unknown: { target_key_id: true },
      expressions: { target_key_id: twice('0') },
    };
    const { unresolved } = read({ 'aws_kms_alias.a': alias }, modules).report;
    expect(unresolved.at(-1)?.reason).toBe('it leads through too many references');
  });

  it('end attributes that need each other', () => {
    const named = (other: string) =>
      role('', {
        values: { name: null },
        unknown: { name: true },
        expressions: { name: refers(`aws_iam_role.${other}.name`) },
      });
    const { report } = read({ 'aws_iam_role.a': named('b'), 'aws_iam_role.b': named('a') });
    expect(report.unresolved[0]).toMatchObject({
      logicalId: 'aws_iam_role.a',
      path: 'name',
      reason: expect.stringMatching(/depends on itself$/),
    });
  });

  it('take linear time where an expression has a hundred thousand references', () => {
    const references = Array.from({ length: 100_000 }, (_, at) => `aws_kms_key.k${at}.arn`);
    const alias = {
      values: { name: 'alias/a' },
      unknown: { target_key_id: true },
      expressions: { target_key_id: { references } },
    };
    const start = process.cpuUsage();
    expect(read({ 'aws_kms_key.k': KEY, 'aws_kms_alias.a': alias }).report.unresolved.length).toBeGreaterThan(0);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
  });
});
