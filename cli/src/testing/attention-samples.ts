import type { Attention, AttentionKind, AttentionSummary } from '@tenantry/api-client/generated/api';
import { NOW } from './fake-terminal.ts';
import { before, mutable, stalledNetwork, summary } from './samples.ts';

const { failure } = stalledNetwork();

/** Of a tenant whose network stalled five minutes ago. */
export const stalledAttention = mutable<Attention>({
  kind: 'stalled',
  stage: 'network',
  step: 'natGateway',
  since: before(300),
  reason: 'Stage network stalled at natGateway: EC2 CreateNatGateway answered NatGatewayLimitExceeded.',
  ...(failure ? { failure } : {}),
  advice: failure?.advice ?? '',
  action: 'retry',
  link: 'docs/runbook.md#stalled-stage',
});

/** A live tenant that needs attention, for that unless it is given otherwise. */
export const needing = (more: Partial<Attention> = {}) => summary({ attention: [mutable<Attention>({ ...stalledAttention, ...more })] });

const KINDS: readonly AttentionKind[] = ['stalled', 'unwell', 'releaseFailed', 'rolledBack', 'quiet', 'drifted'];
/** 34 tenants, of which so many need attention. */
export const attention = (needing: Partial<Record<AttentionKind, number>> = {}) =>
  mutable<AttentionSummary>({
    tenants: 33,
    needAttention: Object.values(needing).reduce((sum, count) => sum + count, 0),
    unhandled: Object.values(needing).reduce((sum, count) => sum + count, 0),
    kinds: KINDS.map((kind) => ({ kind, tenants: needing[kind] ?? 0 })),
    states: [
      { state: 'ready', tenants: 33 },
      { state: 'offboarded', tenants: 1 },
    ],
    asOf: NOW,
  });
