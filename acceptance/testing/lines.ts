import type { LoggedCall } from '@tenantry/shared/aws/log-call';

export const TENANT = '01M867C2TX8RY9A91X6PTGCX71';
const BEGIN = Date.parse('2026-11-28T12:00:00Z');

/** A line of a function's log about a call of AWS. @param second after the run has begun */
export const callLine = (second: number, call: Partial<LoggedCall>, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    level: 'INFO',
    message: 'AWS call',
    timestamp: new Date(BEGIN + second * 1000).toISOString(),
    service: 'network',
    tenantId: TENANT,
    call: {
      service: 'EC2',
      operation: 'DescribeVpcs',
      step: 'network.vpc',
      direction: 'ensure',
      generation: 1,
      code: 'ok',
      attempts: 1,
      ms: 12,
      nth: 1,
      isBeside: false,
      ...call,
    },
    ...more,
  });

/** A line of the metric by which a stage says how long a step waited. */
export const waitLine = (step: string, WaitSeconds: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    _aws: { Timestamp: BEGIN, CloudWatchMetrics: [] },
    service: 'network',
    step,
    WaitSeconds,
    tenantId: TENANT,
    direction: 'ensure',
    generation: '1',
    turn: 'false',
    ...more,
  });
