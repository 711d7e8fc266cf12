import type { TenantSummary } from '@tenantry/api-client/generated/api';

export const BATCH_ACTIONS = ['retry', 'acknowledge', 'suspend', 'resume'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];

export const BATCH_WORDS = {
  retry: {
    action: 'Retry',
    title: 'Retry the stages of these tenants that stalled?',
    what: 'Each stalled stage goes on where it stopped.',
  },
  acknowledge: {
    action: 'Acknowledge',
    title: 'Acknowledge what these tenants need attention for?',
    what: 'Everybody sees that you have seen it. It ends when it is over.',
  },
  suspend: {
    action: 'Suspend',
    title: 'Suspend these tenants?',
    what: "Each tenant's domain answers with its own page, nobody signs in, and releases wait. Nothing is deleted, so everything costs what it costs.",
  },
  resume: { action: 'Resume', title: 'Resume these tenants?', what: 'Every stage verifies what the tenant had and opens it.' },
} as const satisfies Readonly<Record<BatchAction, object>>;

/** Why an action cannot be asked for of a tenant; undefined when it can. The API decides: this says it before. */
export const refusalOf = (action: BatchAction, tenant: TenantSummary): string | undefined => {
  const { stalled, attention = [], state, readyAt, suspension } = tenant;
  if (action === 'retry') return stalled.length > 0 ? undefined : 'no stage stalled.';
  if (action === 'acknowledge') return attention.length > 0 ? undefined : 'it needs no attention.';
  if (state === 'offboarding' || state === 'offboarded') return 'it is off-boarded, or on the way to it.';
  if (action === 'resume') return suspension?.state === 'suspended' ? undefined : 'it is not suspended.';
  if (suspension) return 'it is suspended already, or not yet resumed.';
  return readyAt ? undefined : 'it was never ready: cancel it instead.';
};
