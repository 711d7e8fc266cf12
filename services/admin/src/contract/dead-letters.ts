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
    receives: z
      .int()
      .describe('How often SQS has shown it. People who look at it are counted as well: it says nothing of how often it was tried.'),
    tenantId: z.string().optional(),
    tenantName: z.string().optional().describe('What the tenant is called, where that is known.'),
    event: z.string().optional(),
    eventId: z.string().optional(),
    step: z.string().optional(),
    call: z.string().optional(),
    code: z.string(),
    message: z.string(),
    summary: z.string().describe('Why, in one line: `12 fields are missing: tenantId, eventId, …`.'),
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
/** In a body, where no path has parsed it: SQS's ids are UUIDs. */
const which = z.strictObject({
  queue: z
    .string()
    .regex(/^[a-z-]{1,40}$/, 'not the name of a queue')
    .describe('Whose dead letter.'),
  messageId: z
    .string()
    .regex(/^[\w-]{1,100}$/, 'not the id of a message')
    .describe('Id of the message.'),
});
export const DeadLetterGroup = named(
  'DeadLetterGroup',
  'Dead letters of one cause: the same event that several stages heard, or several tenants for which a stage stalled at the same call.',
  z.object({
    id: z.string().describe('The same for the same cause.'),
    kind: DeadLetter.shape.kind,
    code: z.string(),
    call: z.string().optional(),
    step: z.string().optional(),
    summary: z.string().describe('Why, in one line; of the first of them.'),
    advice: z.string(),
    queues: z.array(z.string()),
    events: z.array(z.string()),
    tenants: z.array(z.object({ tenantId: z.string(), tenantName: z.string().optional() })),
    oldestAt: time,
    newestAt: time,
    letters: z.array(which),
  }),
);
export type DeadLetterGroup = z.infer<typeof DeadLetterGroup>;

/** Messages that one request acts on: as many as a list shows. */
const AT_ONCE = 100;
const many = named(
  'DeadLettersRequest',
  'Why, and which.',
  z.strictObject({ reason, letters: z.array(which).min(1).max(AT_ONCE).describe('1 to 100 dead letters, each by queue and message id.') }),
);
const Outcomes = named(
  'DeadLettersDone',
  'What became of each message.',
  z.object({
    done: z.array(z.object({ queue: z.string(), messageId: z.string(), outcome: z.string() })),
    refused: z.array(z.object({ queue: z.string(), messageId: z.string(), problem: z.string() })),
  }),
);
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
        groups: z.array(DeadLetterGroup).describe('The same letters by cause, the most first.'),
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
  'POST /dead-letters/redrive': {
    tag: 'dead letters',
    summary: 'Has several dead letters worked on again',
    description: 'Each as by its own route, without a repair: one that still fits no schema is refused, and the others go on.',
    group: 'operator',
    mutates: true,
    body: many,
    status: 200,
    answer: Outcomes,
  },
  'POST /dead-letters/discard': {
    tag: 'dead letters',
    summary: 'Deletes several dead letters',
    group: 'operator',
    mutates: true,
    body: many,
    status: 200,
    answer: Outcomes,
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
