import { describe, expect, test } from '@jest/globals';
import { usualSeconds } from '@tenantry/saga/stages';
import type { LoggedCall } from '@tenantry/shared/aws/log-call';
import { compare } from './compare.ts';
import { outdatedStages, referenceOf } from './reference.ts';
import { shapesOf } from './shape.ts';
import { callLine, waitLine } from './testing/lines.ts';
import { traceOf } from './trace.ts';

const shapes = (...lines: readonly string[]) => shapesOf(traceOf(lines));
const vpc = (second: number, operation: string, more: Partial<LoggedCall> = {}) => callLine(second, { operation, nth: second, ...more });
const BUILT = [vpc(1, 'DescribeVpcs'), vpc(2, 'CreateVpc'), vpc(3, 'DescribeVpcs')];
const reference = referenceOf([shapes(...BUILT), shapes(...BUILT)]);
const kinds = (...lines: readonly string[]) =>
  compare(shapes(...lines), reference).differences.map(({ kind, what }) => [kind, what] as const);

describe('no difference is', () => {
  test('the same once more', () => expect(kinds(...BUILT)).toEqual([]));
  test('how often something is asked', () => expect(kinds(...BUILT, vpc(4, 'DescribeVpcs'), vpc(5, 'DescribeVpcs'))).toEqual([]));
  test('how long a call takes', () => expect(kinds(vpc(1, 'DescribeVpcs', { ms: 900 }), vpc(200, 'CreateVpc'))).toEqual([]));
  test.each(['RequestLimitExceeded', 'ThrottlingException', 'Throttling', 'AmbiguousError', 'TimeoutError', 'ECONNRESET', 'InternalError'])(
    'an answer that passes: %s',
    (code) => expect(kinds(...BUILT, vpc(4, 'CreateVpc', { code }))).toEqual([]),
  );
  test('what only some runs on the laptop had', () => {
    const racy = vpc(4, 'DeleteVpc', { code: 'DependencyViolation' });
    const some = referenceOf([shapes(...BUILT), shapes(...BUILT, racy)]);
    expect(compare(shapes(...BUILT), some).differences).toEqual([]);
    expect(compare(shapes(...BUILT, racy), some).differences).toEqual([]);
  });
  test('what a stage asks of its queue and its records when it tries again', () => {
    const own = { service: 'SQS', operation: 'ChangeMessageVisibility', step: '', direction: '', generation: 0, nth: 0 };
    expect(kinds(...BUILT, callLine(9, own))).toEqual([]);
    const refused = callLine(9, { ...own, code: 'AccessDenied' });
    expect(kinds(...BUILT, refused)).toEqual([['an answer that the laptop never gives', ['SQS ChangeMessageVisibility AccessDenied']]]);
  });
  test('a step whose worker died, and that finds on-boarding what else a replay finds', () => {
    const exists = { code: 'RouteAlreadyExists' };
    const known = [...BUILT, vpc(5, 'CreateRoute', { ...exists, generation: 2 })];
    const again = [...known, vpc(4, 'CreateRoute', exists)];
    expect(compare(shapes(...again), referenceOf([shapes(...known), shapes(...known)])).differences).toEqual([]);
  });
  test('a removal that is done once more, and finds nothing', () => {
    const [gone, odd] = [
      { direction: 'remove', code: 'InvalidVpcID.NotFound' } as const,
      { direction: 'remove', code: 'DependencyViolation' } as const,
    ];
    const removed = [...BUILT, vpc(5, 'DeleteVpc', { direction: 'remove' })];
    const known = referenceOf([shapes(...removed), shapes(...removed)]);
    expect(compare(shapes(...removed, vpc(6, 'DeleteVpc', gone)), known).differences).toEqual([]);
    expect(compare(shapes(...removed, vpc(6, 'DeleteVpc', odd)), known).differences).toMatchObject([
      { what: ['EC2 DeleteVpc DependencyViolation'] },
    ]);
  });
  test('that nothing was under way when a step asked, though on the laptop something always was', () => {
    const underWay = [...BUILT, vpc(4, 'CreateVpc', { code: 'ConflictException' })];
    expect(compare(shapes(...BUILT), referenceOf([shapes(...underWay), shapes(...underWay)])).differences).toEqual([]);
  });
  test('a secret that a new process reads in another part of the tenant’s life', () => {
    const secret = { service: 'SecretsManager', operation: 'GetSecretValue' };
    const known = [...BUILT, vpc(4, '', secret), vpc(5, 'DescribeVpcs', { generation: 2 })];
    const later = [...BUILT, vpc(5, 'DescribeVpcs', { generation: 2 }), vpc(6, '', { ...secret, generation: 2 })];
    const some = referenceOf([shapes(...known), shapes(...BUILT, vpc(5, 'DescribeVpcs', { generation: 2 }))]);
    expect(compare(shapes(...later), some).differences).toEqual([]);
    expect(compare(shapes(...later), referenceOf([shapes(...BUILT), shapes(...BUILT)])).differences).not.toEqual([]);
  });
  test('an order of calls that are asked at the same time', () => {
    const beside = { isBeside: true };
    const both = [vpc(1, 'DescribeVpcs', beside), vpc(2, 'CreateVpc', beside)];
    const turned = [vpc(1, 'CreateVpc', beside), vpc(2, 'DescribeVpcs', beside)];
    expect(compare(shapes(...turned), referenceOf([shapes(...both), shapes(...both)])).differences).toEqual([]);
  });
});

describe('a difference is', () => {
  test('an answer that the laptop never gives, with step and part', () => {
    const odd = vpc(4, 'CreateVpc', { code: 'VpcLimitExceeded' });
    expect(compare(shapes(...BUILT, odd), reference).differences).toEqual([
      {
        step: 'network.vpc',
        round: 'on-boarding',
        kind: 'an answer that the laptop never gives',
        what: ['EC2 CreateVpc VpcLimitExceeded'],
      },
    ]);
  });
  test('an answer that the laptop always gives, missing', () =>
    expect(kinds(vpc(1, 'DescribeVpcs'))).toEqual([['an answer that the laptop always gives, missing', ['EC2 CreateVpc ok']]]));
  test('a step of which there is nothing', () =>
    expect(kinds()).toEqual([['an answer that the laptop always gives, missing', ['EC2 CreateVpc ok', 'EC2 DescribeVpcs ok']]]));
  test('another order', () =>
    expect(kinds(vpc(1, 'CreateVpc'), vpc(2, 'DescribeVpcs'))).toEqual([['another order', ['EC2 CreateVpc', 'EC2 DescribeVpcs']]]));
  test('the same call in another part: what a replay repairs in AWS and not on the laptop', () => {
    const repaired = vpc(9, 'CreateVpc', { generation: 2 });
    expect(compare(shapes(...BUILT, repaired), reference).differences).toMatchObject([{ round: 'replay', what: ['EC2 CreateVpc ok'] }]);
    expect(compare(shapes(...BUILT, repaired), reference, false).differences).toEqual([]);
  });
  test('a wait that neither the laptop nor the saga has, and one that the laptop always has', () => {
    expect(kinds(...BUILT, waitLine('natAvailable', 1)).filter(([kind]) => kind.startsWith('waits'))).toEqual([]);
    expect(kinds(...BUILT, waitLine('vpc', 30))).toEqual([['waits, and never on the laptop', []]]);
    const waiting = shapes(...BUILT, waitLine('vpc', 0.1));
    expect(compare(shapes(...BUILT), referenceOf([waiting, waiting])).differences).toMatchObject([
      { step: 'network.vpc', kind: 'never waits, and always on the laptop' },
    ]);
  });
});

describe('the length of waits', () => {
  const usual = usualSeconds('network', 'natAvailable') ?? 0;
  const waiting = (seconds: number) => shapes(waitLine('natAvailable', seconds));
  const known = referenceOf([waiting(0.1), waiting(0.2)]);
  test('is compared with what the saga says where time is real', () => {
    expect(compare(waiting(usual), known)).toMatchObject({ differences: [], isRealTime: true, waits: [{ seconds: usual, usual }] });
    expect(compare(waiting(usual * 4), known).differences).toMatchObject([{ kind: 'waits much longer than usual' }]);
  });
  test('means nothing on an instant clock', () =>
    expect(compare(waiting(0.3), known)).toMatchObject({ differences: [], isRealTime: false }));
  test('is none where AWS is ready at once on an instant clock', () => {
    const looked = callLine(1, { operation: 'DescribeNatGateways', step: 'network.natAvailable' });
    const always = referenceOf([1, 2].map(() => shapes(looked, waitLine('natAvailable', 0.1))));
    expect(compare(shapes(looked), always).differences).toEqual([]);
  });
});

test('of a run that ended early nothing is missing, and what is strange in it counts', () => {
  const odd = vpc(1, 'DescribeVpcs', { code: 'UnauthorizedOperation' });
  expect(compare(shapes(odd), reference, false).differences).toMatchObject([
    { kind: 'an answer that the laptop never gives', what: ['EC2 DescribeVpcs UnauthorizedOperation'] },
  ]);
});

test('a reference says which stages have changed since', () => {
  const { network = '' } = reference.baselines;
  expect(network).not.toBe('');
  expect(outdatedStages(reference)).toEqual([]);
  expect(outdatedStages({ ...reference, baselines: { ...reference.baselines, network: 'older' } })).toEqual(['network']);
});
