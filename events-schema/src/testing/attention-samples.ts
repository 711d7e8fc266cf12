import type { AttentionHandled, TenantAttentionCleared, TenantAttentionRaised } from '../attention.ts';
import type { DriftCheckRequested, StageDriftChecked } from '../drift.ts';
import type { DetailOf, Envelope } from '../event.ts';
import type { TenantHealthChanged } from '../health.ts';

export interface AttentionSamples {
  readonly TenantAttentionRaised: DetailOf<typeof TenantAttentionRaised>;
  readonly TenantAttentionCleared: DetailOf<typeof TenantAttentionCleared>;
  readonly AttentionHandled: DetailOf<typeof AttentionHandled>;
  readonly TenantHealthChanged: DetailOf<typeof TenantHealthChanged>;
  readonly DriftCheckRequested: DetailOf<typeof DriftCheckRequested>;
  readonly StageDriftChecked: DetailOf<typeof StageDriftChecked>;
}
interface Sample {
  readonly said: (stage: string, event: string) => Envelope;
  readonly failure: {
    readonly stage: string;
    readonly step: string;
    readonly call: string;
    readonly code: string;
    readonly message: string;
    readonly advice: string;
  };
}

/** What is said of a tenant that needs attention, and of what a person did about it. For tests only. */
export const attentionSamples = ({ said, failure }: Sample): AttentionSamples => {
  const { stage, step, call, code, message, advice } = failure;
  const which = { kind: 'stalled', stage };
  const since = '2026-11-23T08:30:00.000Z';
  return {
    TenantAttentionRaised: {
      ...said('admin', 'TenantAttentionRaised'),
      ...which,
      ...{ step, since, call, code, message, advice },
      reason: `Stage ${stage} stalled at ${step}: ${call} was refused (${code}).`,
      action: 'retry',
      link: 'docs/runbook.md#stalled-stage',
      silencedUntil: '2026-11-23T12:00:00.000Z',
    },
    TenantAttentionCleared: { ...said('admin', 'TenantAttentionCleared'), ...which, since },
    AttentionHandled: {
      ...said('admin', 'AttentionHandled'),
      ...which,
      handling: 'silenced',
      to: 'ops@app.localhost.example',
      until: '2026-11-23T12:00:00.000Z',
      reason: 'AWS Support has the case',
      requestedBy: '5d6f4c8e-0000-4000-8000-000000000001',
    },
    TenantHealthChanged: {
      ...said('admin', 'TenantHealthChanged'),
      ...{ well: false, since, url: 'https://st-mary.app.localhost/api/health', status: 502, code: 'UnexpectedAnswer' },
      reason: 'https://st-mary.app.localhost/api/health answered 502, not 200 and the status ok',
    },
    DriftCheckRequested: { ...said('admin', 'DriftCheckRequested'), stage, checkId: '2026-11-23' },
    StageDriftChecked: {
      ...said(stage, 'StageDriftChecked'),
      ...{ stage, checkId: '2026-11-23', looked: 12 },
      differences: [
        { step, is: 'missing', type: 'AWS::EC2::Route', id: 'rtb-1', repair: 'EC2 CreateRoute rtb-1 10.64.0.0/20' },
        { step, is: 'changed', type: 'AWS::EC2::VPC', fields: ['DNS names'] },
        { step, is: 'taken', message: 'rtb-1 routes 10.64.0.0/20 to pcx-9, not to pcx-1' },
      ],
      unread: [{ step, reason: 'EC2 DescribeRouteTables answered RequestLimitExceeded' }],
    },
  };
};
