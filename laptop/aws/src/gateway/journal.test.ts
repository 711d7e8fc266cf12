import { describe, expect, test } from '@jest/globals';
import { awsCall, journalEntry } from '../testing/calls.ts';
import type { AwsCall } from './call.ts';
import { createJournal, describeParams } from './journal.ts';

const call = (params: Record<string, unknown>): AwsCall => awsCall({ params });

describe('journal', () => {
  test('equal parameters have equal digests whatever their order', () => {
    expect(describeParams(call({ a: 1, b: { c: 2, d: 3 } })).digest).toBe(describeParams(call({ b: { d: 3, c: 2 }, a: 1 })).digest);
    expect(describeParams(call({ a: 1 })).digest).not.toBe(describeParams(call({ a: 2 })).digest);
  });

  test('secrets are not written', () => {
    const text = describeParams(
      call({ Password: 'hunter2', nested: { SecretString: 'hunter2', SessionToken: 'hunter2' }, Name: 'n' }),
    ).params;
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"Name":"n"');
  });

  test('duplicates are equal calls of one role that succeeded more than once', () => {
    const journal = createJournal();
    journal.record(journalEntry());
    journal.record(journalEntry());
    journal.record(journalEntry({ role: 'edge' }));
    journal.record(journalEntry({ digest: 'e' }));
    journal.record(journalEntry({ digest: 'e', outcome: 'error', code: 'Throttling' }));
    expect(journal.duplicates()).toEqual([{ role: 'network', service: 'ec2', operation: 'CreateVpc', params: '{}', count: 2 }]);
  });

  test('a mark leaves earlier calls out', () => {
    const journal = createJournal();
    journal.record(journalEntry());
    const mark = journal.mark();
    journal.record(journalEntry({ service: 's3' }));
    expect(journal.countByService(journal.since(mark))).toEqual({ s3: 1 });
    expect(journal.countByService()).toEqual({ ec2: 1, s3: 1 });
  });
});
