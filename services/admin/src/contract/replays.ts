import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { named, nextCursor, page, reason, StageNameField, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const Replay = named(
  'Replay',
  'Events told again.',
  z.object({
    name: z.string().describe('The `replay-name` that stages see.'),
    tenantId: z.string().optional().describe('Absent when events of all tenants are replayed.'),
    tenantName: z.string().optional().describe('What the tenant is called, where that is known.'),
    stages: z.array(z.string()).describe('Who hears it.'),
    events: z.array(z.string()).optional().describe('Names of events; absent for all.'),
    from: time,
    to: time,
    reason: z.string().optional(),
    requestedBy: z.string().optional().describe('Subject of the person, or `machine:<name>`.'),
    requestedByName: z.string().optional(),
    requestedAt: time,
    via: z.enum(['queues', 'archive']).describe("One tenant's events go to the stages' queues; all tenants' come from the bus's archive."),
    state: z.enum(['starting', 'running', 'completed', 'failed', 'cancelled']),
    deliveries: z.int().optional().describe('Messages that stages were given.'),
    failure: z.string().optional(),
  }),
);
export type Replay = z.infer<typeof Replay>;

const selection = {
  tenantId: tenantId.optional().describe("Only this tenant's events."),
  stages: z.array(StageNameField).min(1).optional().describe('Only these stages hear it; absent for all.'),
  events: z
    .array(text(1, 64))
    .min(1)
    .max(40)
    .optional()
    .describe('Only events of these names; needs a tenant. Absent for all that stages hear.'),
  from: z.iso.datetime().describe('Begin of the time window, ISO 8601, UTC.'),
  to: z.iso.datetime().describe('End of the time window, ISO 8601, UTC.'),
};
export const ReplaySelection = named('ReplaySelection', 'What to tell again, and to whom.', z.strictObject(selection));
export const ReplayRequest = named('ReplayRequest', 'What to tell again, to whom, and why.', z.strictObject({ ...selection, reason }));

export const ReplayPreview = named(
  'ReplayPreview',
  'What a replay would deliver.',
  z.object({
    deliveries: z.int(),
    tenants: z.int(),
    stages: z.array(z.object({ stage: z.string(), deliveries: z.int(), events: z.array(z.object({ event: z.string(), count: z.int() })) })),
  }),
);
export type ReplayPreview = z.infer<typeof ReplayPreview>;

export const replayRoutes = {
  'GET /replays': {
    tag: 'archive',
    summary: 'Lists replays, newest first',
    group: 'viewer',
    mutates: false,
    query: z.strictObject({ tenantId: tenantId.optional().describe('Only replays for this tenant.'), ...page }),
    status: 200,
    answer: named('ReplayPage', 'Replays.', z.object({ replays: z.array(Replay), cursor: nextCursor })),
  },
  'POST /replays/preview': {
    tag: 'archive',
    summary: 'Counts what a replay would deliver',
    group: 'viewer',
    mutates: false,
    body: ReplaySelection,
    status: 200,
    answer: ReplayPreview,
    problems: [404],
  },
  'POST /replays': {
    tag: 'archive',
    summary: 'Tells events again: stages verify everything and mend what has drifted',
    group: 'operator',
    mutates: true,
    key: 'optional',
    body: ReplayRequest,
    status: 202,
    answer: Replay,
    problems: [404, 409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
