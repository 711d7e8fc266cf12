import { describe, expect, test } from '@jest/globals';
import type { AnswerRow } from '@tenantry/shared/testing/answers';
import { sampleOfRows } from './answers.ts';
import { answersPart } from './answers-page.ts';
import { failureComplaints, linkComplaints } from './expected-failure.ts';
import { faultOf } from './row-fault.ts';
import { type RowResult, rowLivesOf } from './row-run.ts';
import { type Row, rowsOf } from './rows.ts';

const QUOTA = { code: 'VpcLimitExceeded', message: 'The maximum number of VPCs has been reached.' };
const row = (more: Partial<AnswerRow> = {}): Row => {
  const plain: AnswerRow = {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: QUOTA,
    source: 'https://aws.example/quota',
    follows: { kind: 'stalls', advice: 'Raise the quota' },
  };
  return rowsOf([{ step: 'network.vpc', rows: [{ ...plain, ...more }] }])[0]!;
};
const again = { kind: 'tries again' } as const;

describe('what a row arms', () => {
  test('the answer, for one tenant and step, as long as the cause lasts', () => {
    expect(faultOf(row({ contains: 'cidr' }), 'T')).toEqual({
      match: { labels: { tenant: 'T', step: 'network.vpc' }, service: 'ec2', operation: 'CreateVpc', contains: 'cidr' },
      effect: { kind: 'error', ...QUOTA },
      nth: 1,
      times: null,
    });
  });
  test('what is tried again comes to an end, after more answers than the SDK repeats', () => {
    expect(faultOf(row({ follows: again }), 'T').times).toBeGreaterThan(4);
    expect(faultOf(row({ follows: again, times: 2 }), 'T').times).toBe(2);
    expect(faultOf(row({ follows: { kind: 'repairs', by: 'ec2.DeleteVpc' } }), 'T').times).toBe(1);
  });
  test('a later failure', () => {
    const becomes = { id: 'vpcId', in: ['DescribeVpcs'], shows: { state: 'failed' } };
    expect(faultOf(row({ answer: { becomes } }), 'T').effect).toEqual({ kind: 'becomes', ...becomes });
    expect(faultOf(row({ answer: { endsFailed: 'NO' } }), 'T').effect).toEqual({ kind: 'ends-failed', reason: 'NO' });
  });
});

test('rows that can be told apart share a tenant, there and back; who is taken back has one alone', () => {
  const at = (step: string, more: Partial<AnswerRow> = {}) => ({ ...row(more), step, stage: step.split('.')[0] ?? '' });
  const alone = [
    at('network.vpc', { follows: { kind: 'terminal', advice: '' } }),
    at('network.vpc', { direction: 'backward', from: 'rollback' }),
  ];
  const steps = ['network.vpc', 'network.vpc', 'network.subnets', 'edge.bucket'].map((step) => at(step));
  const later = at('network.natGateway', { answer: { endsFailed: 'no' } });
  const back = at('network.vpc', { direction: 'backward' });
  const lives = rowLivesOf([...alone, ...steps, later, back]).map((life) => life.map(({ direction, step }) => `${direction} ${step}`));
  expect(lives).toEqual([
    ['forward network.vpc'],
    ['backward network.vpc'],
    ['forward network.vpc', 'forward network.subnets', 'forward edge.bucket', 'backward network.vpc'],
    ['forward network.vpc'],
    ['forward network.natGateway'],
  ]);
});

test('a slice has each direction and consequence before any twice', () => {
  const rows = [row(), row({ name: 'b' }), row({ name: 'c' }), row({ follows: again }), row({ direction: 'backward' })];
  const kinds = sampleOfRows(rows, 3).map(({ direction, follows }) => `${direction} ${follows.kind}`);
  expect(kinds.sort()).toEqual(['backward stalls', 'forward stalls', 'forward tries again']);
});

describe('a failure that a row expects', () => {
  const failure = {
    kind: 'stalled' as const,
    step: 'vpc',
    call: 'EC2 CreateVpc',
    code: 'VpcLimitExceeded',
    message: 'no',
    advice: 'Raise the quota (docs/runbook.md#a-quota-is-used-up).',
    generation: 1,
  };
  test('holds when step, call, code and advice are right', () => expect(failureComplaints(row(), failure)).toEqual([]));
  test.each([
    ['kind', { kind: 'failed' as const }, 'failed instead of stalled'],
    ['step', { step: 'cidr' }, 'failed at cidr'],
    ['call', { call: '' }, 'names the call ""'],
    ['code', { code: 'Stalled' }, 'code Stalled instead of VpcLimitExceeded'],
    ['advice', { advice: 'Wait (docs/runbook.md#stalled-stage).' }, 'advises "Wait'],
    ['link', { advice: 'Raise the quota.' }, 'the advice has no link'],
  ])('complains of another %s', (_what, change, complaint) => {
    expect(failureComplaints(row(), { ...failure, ...change }).join()).toContain(complaint);
  });
  test('has links that lead to a section of the runbook', () => {
    expect(linkComplaints('See docs/runbook.md#stalled-stage.')).toEqual([]);
    expect(linkComplaints('See https://console.aws.amazon.com/support.').join()).toContain('has no link');
    const anchor = 'nowhere'; // apart, as it is no link of this repository
    expect(linkComplaints(`See docs/runbook.md#${anchor}.`).join()).toContain('no section #nowhere');
  });
});

test('the page shows each row with its source and result; a result of another version of the row is none', () => {
  const [one, two, three] = [row(), row({ name: 'two' }), row({ name: 'three' })];
  const result = (of: Row, more: Partial<RowResult> = {}) => ({
    row: of.id,
    digest: of.digest,
    tenantId: 'T',
    struck: 1,
    complaints: [],
    seconds: 1,
    ...more,
  });
  const page = answersPart(
    [one, two, three],
    [result(one), result(two, { digest: 'old' }), result(three, { complaints: ['no'] })],
    'abc',
    2,
  );
  const results = page.split('\n').flatMap((line) => /\| \[source\]\(https:\/\/aws\.example\/quota\) \| (.+) \|$/.exec(line)?.[1] ?? []);
  expect(results).toEqual(['holds', 'not run', '**does not hold**']);
  expect(page).toContain('2 of 3 rows have been run at commit abc on 2 cores; **1 of 2 hold.**');
});

test('a row that is not run again keeps its result with the commit, until it is another row', () => {
  const [one, two] = [row(), row({ name: 'two', call: 'ec2.DeleteVpc' })];
  const held = (of: Row) => ({ row: of.id, digest: of.digest, tenantId: 'T', struck: 1, complaints: [], seconds: 1 });
  const resultsOf = (page: string) => page.split('\n').flatMap((line) => /\[source\]\(\S+\) \| (.+) \|$/.exec(line)?.[1] ?? []);
  const first = answersPart([one, two], [held(one), held(two)], 'abc', 2);
  const second = answersPart([one, two], [held(two)], 'def', 2, first);
  expect(resultsOf(second)).toEqual(['holds at abc', 'holds']);
  expect(second).toContain('1 have the result of the commit that they name.');
  expect(resultsOf(answersPart([one, two], [], 'ghi', 2, second))).toEqual(['holds at abc', 'holds at def']);
  const changed = row({ follows: again });
  expect(resultsOf(answersPart([changed, two], [], 'ghi', 2, second))).toEqual(['not run', 'holds at def']);
});
