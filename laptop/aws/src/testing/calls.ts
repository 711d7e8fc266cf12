import type { AwsCall } from '../gateway/call.ts';
import type { JournalEntry } from '../gateway/journal.ts';

/** A call of AWS as the gateway has read it. */
export const awsCall = (overrides: Partial<AwsCall> = {}): AwsCall => ({
  id: 'id',
  service: 'ec2',
  operation: 'CreateVpc',
  region: 'us-east-1',
  caller: { accountId: '1', arn: 'a', role: 'network' },
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.alloc(0),
  params: {},
  ...overrides,
});

/** A line of the journal: a call that succeeded. */
export const journalEntry = (overrides: Partial<JournalEntry> = {}): JournalEntry => ({
  time: '2026-11-24T00:00:00.000Z',
  id: 'id',
  account: '1',
  role: 'network',
  service: 'ec2',
  operation: 'CreateVpc',
  region: 'us-east-1',
  digest: 'd',
  params: '{}',
  outcome: 'ok',
  status: 200,
  ms: 1,
  ...overrides,
});
