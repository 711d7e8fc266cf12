import { z } from 'zod';
import { named, reason, time } from './fields.ts';
import { GROUPS, type RouteDefinition } from './route.ts';

export const DeadLetter = named(
  'DeadLetter',
  'A message that was given up.',
  z.object({
    queue: z.string().describe('Whose: `network`, `offboard-decide`, `admin`…'),
    messageId: z.string(),
    kind: z
      .enum(['stalled', 'malformed', 'undelivered', 'exhausted'])
      .describe(
        'stalled: a stage gave up for a tenant; malformed: no schema fits; undelivered: EventBridge could not hand it over; exhausted: received too often.',
      ),
    sentAt: time,
    receives: z.int(),
    tenantId: z.string().optional(),
    tenantName: z.string().optional().describe('What the tenant is called, where that is known.'),
    event: z.string().optional(),
    eventId: z.string().optional(),
    step: z.string().optional(),
    call: z.string().optional(),
    code: z.string(),
    message: z.string(),
    advice: z.string(),
    repairedBy: z
      .enum(GROUPS)
      .optional()
      .describe(
        "The least group that may repair the event, which for admin needs the tenant's slug typed; absent where nothing can be repaired.",
      ),
    body: z.unknown().describe('The message as it is on the queue: JSON, or text when it is none.'),
  }),
);
export type DeadLetter = z.infer<typeof DeadLetter>;

const one = z.strictObject({
  queue: z.string().max(40).describe('Whose dead letter.'),
  messageId: z.string().max(100).describe('Id of the message.'),
});
const Done = named(
  'DeadLetterDone',
  'What became of the message.',
  z.object({ queue: z.string(), messageId: z.string(), outcome: z.string() }),
);

export const deadLetterRoutes = {
  'GET /dead-letters': {
    tag: 'dead letters',
    summary: 'Lists dead letters of all queues, oldest first',
    group: 'viewer',
    mutates: false,
    query: z.strictObject({ queue: z.string().max(40).optional().describe('Only of this queue.') }),
    status: 200,
    answer: named(
      'DeadLetters',
      'Dead letters.',
      z.object({
        letters: z.array(DeadLetter),
        queues: z.array(z.object({ queue: z.string(), messages: z.int() })),
        isComplete: z.boolean().describe('False when there are more, or somebody else looks at the same time.'),
      }),
    ),
  },
  'GET /dead-letters/{queue}/{messageId}': {
    tag: 'dead letters',
    summary: 'Shows a dead letter',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: DeadLetter,
    problems: [409],
  },
  'POST /dead-letters/{queue}/{messageId}/redrive': {
    tag: 'dead letters',
    summary: 'Has a dead letter worked on again',
    description:
      'A stalled stage is asked to try again; any other message goes back to its queue, with `detail` when it was repaired. What takes back, places or grants is repaired by admins only.',
    group: 'operator',
    mutates: true,
    path: one,
    body: named(
      'RedriveRequest',
      'Why, and the repaired event if it was malformed.',
      z.strictObject({
        reason,
        detail: z
          .record(z.string(), z.unknown())
          .optional()
          .describe("The event's detail, repaired: tenantId, eventId, causedBy and at stay as they are in the message."),
        confirm: z
          .string()
          .regex(/^[\w-]{1,64}$/, 'not a slug')
          .optional()
          .describe("The tenant's slug, where `repairedBy` is admin."),
      }),
    ),
    status: 202,
    answer: Done,
    problems: [409],
  },
  'POST /dead-letters/{queue}/{messageId}/discard': {
    tag: 'dead letters',
    summary: 'Deletes a dead letter',
    group: 'operator',
    mutates: true,
    path: one,
    body: named('DiscardRequest', 'Why.', z.strictObject({ reason })),
    status: 200,
    answer: Done,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
