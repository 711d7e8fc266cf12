import { describe, expect, test } from '@jest/globals';
import { exceptions } from './exceptions.ts';
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

  test('has a reason and a source', () => {
    expect(exceptions.length).toBeGreaterThan(10);
    for (const { reason, source } of exceptions) expect([reason.length > 10, source.length > 10]).toEqual([true, true]);
  });
});
