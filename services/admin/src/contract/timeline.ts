import { z } from 'zod';
import { Failure, named, seconds, TenantState, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';
import { StageView } from './stage-view.ts';

const trace = {
  traceId: z.string().optional().describe('X-Ray trace of the work that told it; absent where none was kept.'),
  traceUrl: z.string().optional().describe('That trace in the AWS console; sign in to the super-admin account first.'),
};

export const TimelineEvent = named(
  'TimelineEvent',
  'A fact that the bus has told.',
  z.object({
    event: z.string(),
    source: z.string().optional().describe('With which it is published; absent of an event that this release does not know.'),
    eventId: z.string(),
    causedBy: z.string().describe('Id of the event that led to it; empty for a first cause.'),
    at: time,
    ...trace,
    detail: z.record(z.string(), z.unknown()),
  }),
);
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const StepView = named(
  'Step',
  'One step in one generation of a stage, in one direction.',
  z.object({
    stage: z.string(),
    step: z.string(),
    direction: z.enum(['ensure', 'remove']),
    generation: z.int(),
    startedAt: time,
    endedAt: time.optional(),
    seconds: seconds.optional().describe('From start to end, waits included.'),
    usualSeconds: seconds.optional().describe('How long AWS usually makes this step wait.'),
    waits: z.array(z.object({ reason: z.string(), from: time, to: time.optional(), seconds: seconds.optional() })),
    retries: z.array(
      z.object({ at: time, reason: z.string(), call: z.string().optional(), code: z.string().optional(), advice: z.string().optional() }),
    ),
    ...trace,
    failure: Failure.extend({ at: time }).optional().describe('Set when the stage stalled or failed at this step.'),
    episode: z.string().optional().describe('Id of the episode that it belongs to.'),
    stoppedAt: time.optional().describe('When it ended without a result: a later request took over, or its episode ended.'),
  }),
);
export type StepView = z.infer<typeof StepView>;

export const EPISODE_OUTCOMES = ['running', 'done', 'attention', 'failed', 'stopped'] as const;
export const Episode = named(
  'Episode',
  'What followed from one cause. Nothing that comes after its end changes it.',
  z.object({
    id: z.string().describe('Of the event with which it began.'),
    cause: z.string().describe('The name of that event; `StageProgressed` of events that were sent again.'),
    title: z.string().describe('What it is called: `On-boarding`, `Retry of network`.'),
    stage: z.string().optional().describe('Of a retry: which stage was asked.'),
    at: time.describe('When it began.'),
    by: z.string().optional().describe('Who asked for it, where that is known.'),
    reason: z.string().optional(),
    endedAt: time.optional().describe('Set when nothing of it is expected any more.'),
    seconds: seconds.optional().describe('From its beginning to its end.'),
    outcome: z
      .enum(EPISODE_OUTCOMES)
      .describe('`attention`: a stage stalled and waits for a person. `stopped`: a later request took over, or the removal began.'),
    stages: z.array(
      z.object({
        stage: z.string(),
        direction: z.enum(['ensure', 'remove']),
        generation: z.int(),
        startedAt: time,
        endedAt: time.optional(),
        outcome: z.enum([...EPISODE_OUTCOMES, 'waiting', 'retrying']),
        reason: z.string().optional().describe('What it waits for, or what went wrong.'),
      }),
    ),
  }),
);
export type Episode = z.infer<typeof Episode>;

export const Timeline = named(
  'Timeline',
  'What happened to a tenant.',
  z.object({
    tenantId: z.string(),
    state: TenantState,
    asOf: time,
    stages: z.array(StageView),
    events: z.array(TimelineEvent).describe('Oldest first, without the progress of steps.'),
    steps: z.array(StepView).describe('What every step took, oldest first.'),
    episodes: z
      .array(Episode)
      .optional()
      .describe('By what the tenant was asked for, oldest first; `step.episode` says which steps are whose.'),
  }),
);
export type Timeline = z.infer<typeof Timeline>;

const one = z.strictObject({ id: tenantId });

export const timelineRoutes = {
  'GET /tenants/{id}/timeline': {
    tag: 'tenants',
    summary: 'Shows what happened to a tenant, step by step',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: Timeline,
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
