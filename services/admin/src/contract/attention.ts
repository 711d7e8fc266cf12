import { ATTENTION_ACTIONS, ATTENTION_KINDS, HANDLINGS } from '@tenantry/events-schema/attention';
import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { Accepted, Failure, named, reason, StageNameField, TenantState, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const AttentionKind = named(
  'AttentionKind',
  'Why a tenant needs attention: a stage stalled (stalled), it does not answer as it should (unwell), a release was not delivered (releaseFailed), its on-boarding failed and is undone (rolledBack), nothing is heard of it (quiet), something of it was changed by others (drifted). More may follow.',
  z.enum(ATTENTION_KINDS),
);
export type AttentionKind = z.infer<typeof AttentionKind>;

export const Outcome = named(
  'Outcome',
  'What became of a tenant, where its state does not say it: its on-boarding failed and everything is being removed (failed), or is removed (rolledBack); or nobody ever requested it (unknown). More may follow.',
  z.enum(['failed', 'rolledBack', 'unknown']),
);

const Signed = z.object({
  at: time,
  by: z.string().describe('Subject of the person, or `machine:<name>`.'),
  byName: z.string().optional().describe('What the person or machine is called; nobody is known by it.'),
  reason: z.string(),
});

export const Attention = named(
  'Attention',
  'Something for which a tenant needs attention, and what people did about it.',
  z.object({
    kind: AttentionKind,
    stage: z.string().optional().describe('Absent where it is about no stage.'),
    step: z.string().optional(),
    since: time,
    reason: z.string().describe('In one sentence.'),
    failure: Failure.optional(),
    advice: z.string().describe('What to do about it.'),
    action: z.enum(ATTENTION_ACTIONS).describe('What helps, as a name. More may follow.'),
    link: z.string().describe('The section of the runbook; an address where the configuration says where the runbook is read.'),
    places: z
      .array(
        z.object({
          kind: z.enum(['quotas', 'account', 'log', 'dashboard']).describe('More may follow.'),
          title: z.string(),
          url: z.string(),
        }),
      )
      .optional()
      .describe(
        'Where in the AWS console to look and to repair; of a single tenant, and only where the configuration says that people open it.',
      ),
    isRetried: z.boolean().optional().describe('Somebody has asked for it to be tried again, and that is at work.'),
    acknowledged: Signed.optional().describe('Somebody has seen it.'),
    assigned: Signed.extend({ to: z.string().optional() }).optional().describe('Somebody cares for it.'),
    silenced: Signed.extend({ until: time.optional() }).optional().describe('It alarms nobody until then. It still counts.'),
  }),
);
export type Attention = z.infer<typeof Attention>;

const AttentionSummary = named(
  'AttentionSummary',
  'How many tenants need attention, and for what.',
  z.object({
    tenants: z.int().describe('All that are not gone.'),
    needAttention: z.int().describe('Those that need attention, also where it is acknowledged or silenced.'),
    unhandled: z.int().describe('Those with something that nobody has acknowledged or silenced.'),
    kinds: z.array(z.object({ kind: AttentionKind, tenants: z.int() })).describe('Every kind, the worst first.'),
    states: z.array(z.object({ state: TenantState, tenants: z.int() })).describe('Every state, with those that are gone.'),
    asOf: time,
  }),
);
export type AttentionSummary = z.infer<typeof AttentionSummary>;

const HandlingRequest = named(
  'HandlingRequest',
  'What to do about what a tenant needs attention for, and why.',
  z.strictObject({
    handling: z.enum([...HANDLINGS, 'unsilenced']).describe('acknowledged, assigned or silenced; unsilenced ends a silence.'),
    kind: AttentionKind.optional().describe('Only of this kind; all that it needs attention for when absent.'),
    stage: StageNameField.optional().describe('Only of this stage.'),
    to: text(1, 128).optional().describe('Whom it is assigned to: a name or an e-mail address; yourself when absent.'),
    until: time.optional().describe('When a silence ends: within 30 days, ISO 8601, UTC. Needed for one.'),
    reason,
  }),
);

export const attentionRoutes = {
  'GET /attention': {
    tag: 'attention',
    summary: 'Counts tenants that need attention',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: AttentionSummary,
  },
  'POST /tenants/{id}/attention': {
    tag: 'attention',
    summary: 'Acknowledges, assigns or silences what a tenant needs attention for',
    description: 'It ends by itself when that is over. What is silenced alarms nobody until then, and still counts.',
    group: 'operator',
    mutates: true,
    path: z.strictObject({ id: tenantId }),
    body: HandlingRequest,
    status: 202,
    answer: Accepted,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
