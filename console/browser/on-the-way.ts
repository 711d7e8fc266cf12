import type { Episode, Stage, Step } from '@tenantry/api-client/generated/api';
import { before, episode, mutable, stage, timeline, working } from '../../cli/src/testing/samples.ts';

const row = (of: string, from: number, outcome: Episode['stages'][number]['outcome'], endedAt?: string) => ({
  stage: of,
  direction: 'ensure' as const,
  generation: 1,
  startedAt: before(from),
  ...(endedAt ? { endedAt } : {}),
  outcome,
});
/** What `STEPS` belong to. */
export const ONBOARDING = episode({
  at: before(300),
  endedAt: undefined,
  seconds: undefined,
  outcome: 'running',
  stages: [row('account', 300, 'done', before(219)), row('network', 218, 'waiting'), row('edge', 218, 'waiting')],
});

export const step = (name: string, of: string, from: number, seconds: number | undefined, more: Partial<Step> = {}) =>
  mutable<Step>({
    stage: of,
    step: name,
    direction: 'ensure',
    generation: 1,
    startedAt: before(from),
    ...(seconds === undefined ? {} : { endedAt: before(from - seconds), seconds }),
    waits: [],
    retries: [],
    episode: ONBOARDING.id,
    ...more,
  });
const TRACE = {
  traceId: '1-6922cf10-4f1d2a3b4c5d6e7f80910111',
  traceUrl: 'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#xray:traces/1-6922cf10-4f1d2a3b4c5d6e7f80910111',
};
/** Events from the bus. */
export const EVENTS = timeline.events.map((event) => ({ ...event, ...TRACE }));
export const QUIET = {
  stage: 'edge',
  step: 'certificateIssued',
  since: before(2_400),
  expectedBy: before(1_000),
  advice:
    'AWS takes longer than usual: look at what it waits for in the AWS console; the stage stalls by itself at its deadline; docs/runbook.md#a-stage-does-not-move',
};
/** An on-boarding in the middle: an account, a network that waits for its NAT gateway, a certificate that waits for its record. */
export const STEPS = [
  step('account', 'account', 300, 15, {
    usualSeconds: 13,
    waits: [{ reason: 'the account to be created', from: before(298), to: before(286) }],
  }),
  step('provisioningRoles', 'account', 285, 4),
  step('readiness', 'account', 281, 62, {
    usualSeconds: 60,
    waits: [{ reason: 'EC2 to take the account', from: before(280), to: before(220) }],
    retries: [{ at: before(250), reason: 'OptInRequired' }],
  }),
  step('cidr', 'network', 218, 1),
  step('vpc', 'network', 217, 2),
  step('natGateway', 'network', 215, 2, TRACE),
  step('natAvailable', 'network', 40, undefined, {
    usualSeconds: 90,
    waits: [{ reason: 'NAT gateway nat-0f3a to become available', from: before(39) }],
  }),
  step('bucket', 'edge', 218, 3),
  step('certificate', 'edge', 215, 4),
  step('certificateIssued', 'edge', 211, undefined, {
    usualSeconds: 300,
    waits: [{ reason: 'the certificate to be issued', from: before(210) }],
  }),
];
export const MOVING: Stage[] = [
  stage('account'),
  working('network', 'natAvailable', { state: 'waiting', reason: 'NAT gateway nat-0f3a to become available' }),
  working('edge', 'certificateIssued', { state: 'waiting', reason: 'the certificate to be issued' }),
];
