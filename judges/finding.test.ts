import { describe, expect, test } from '@jest/globals';
import { exceptionsOf } from './exceptions.ts';
import { type Exception, type Finding, settle } from './finding.ts';

const finding: Finding = { judge: 'cfn-lint', rule: 'E3031', where: 'owner/tenantry.json Resources/Group', says: "'it's' does not match" };
const exception = (changes: Partial<Exception>): Exception => ({
  judge: 'cfn-lint',
  rule: 'E3031',
  of: /Group: 'it's'/,
  reason: 'an example',
  source: 'an example',
  ...changes,
});

describe('an exception', () => {
  test('accepts findings of its judge and rule whose place and words it matches, and no others', () => {
    expect(settle([finding], [exception({})], ['cfn-lint'])).toEqual({ open: [], unused: [] });
    for (const other of [{ judge: 'checkov' }, { rule: 'E3032' }, { of: /networking/ }] as const) {
      expect(settle([finding], [exception(other)], ['cfn-lint']).open).toEqual([finding]);
    }
  });

  test('that nothing needs any more is named, as soon as its judge has run', () => {
    const old = exception({ of: /gone/ });
    expect(settle([finding], [exception({}), old], ['cfn-lint']).unused).toEqual([old]);
    expect(settle([], [old], ['checkov']).unused).toEqual([]);
  });

  test('has a reason and a source, or is refused', () => {
    const entry = (fields: string) => `- { judge: checkov, rule: CKV_AWS_23, of: Group${fields} }`;
    expect(exceptionsOf(entry(', reason: nobody needs it, source: an example of AWS'))).toHaveLength(1);
    for (const fields of ['', ', reason: nobody needs it', ", reason: no, source: ''"]) expect(() => exceptionsOf(entry(fields))).toThrow();
  });

  test('of a handler holds for the operations and callers that it names alone', () => {
    const lacking = (operation: string, role: string): Finding => ({
      judge: 'handlers',
      rule: 'permission',
      where: 'tenant/api Role AWS::IAM::Role',
      says: `${operation}: ${role} lacks iam:TagRole`,
    });
    const entry = (fields: string) =>
      `- { judge: handlers, type: "AWS::IAM::Role", lacks: [iam:TagRole], reason: an example, source: an example${fields} }`;
    const all = [lacking('create', 'DeployRole'), lacking('delete', 'PipelineRole'), lacking('delete', 'DeployRole')];
    const open = (fields: string) => settle(all, exceptionsOf(entry(fields)), ['handlers']).open;
    expect(open('')).toEqual([]);
    expect(open(', operations: [delete]')).toEqual(all.slice(0, 1));
    expect(open(', operations: [delete], callers: [PipelineRole]')).toEqual([all[0], all[2]]);
    expect(() => exceptionsOf(entry(', operations: [read]'))).toThrow();
  });

  test('is never for what CloudFormation reads', () => {
    const [create, read] = ['create', 'read'].map((operation) => ({
      judge: 'handlers' as const,
      rule: 'permission',
      where: 'tenant/api Role AWS::IAM::Role',
      says: `${operation}: DeployRole lacks iam:GetRole`,
    }));
    const accepted = exceptionsOf(
      '- { judge: handlers, type: "AWS::IAM::Role", lacks: [iam:GetRole], reason: an example, source: an example }',
    );
    expect(settle([create!, read!], accepted, ['handlers'])).toEqual({ open: [read], unused: [] });
  });
});
