import { z } from 'zod';
import { Failure, named, time } from './fields.ts';

export const StageView = named(
  'Stage',
  'What one stage last said of a tenant.',
  z.object({
    stage: z.string(),
    step: z.string(),
    direction: z.enum(['ensure', 'remove']),
    state: z.enum(['started', 'waiting', 'retrying', 'done', 'stalled', 'failed']),
    generation: z.int().describe('Counts requests, replays and retries: in each, every step is verified again.'),
    reason: z.string().optional().describe('What it waits for, or what went wrong.'),
    since: time.describe('When the stage began to work for this tenant.'),
    generationSince: time.optional().describe('When it began with what it is at now: the on-boarding, a retry, a change.'),
    at: time.describe('When it last said something.'),
    finishedAt: time.optional().describe('Set when the stage has published its last event.'),
    failure: Failure.optional().describe('While it is tried again, and when the stage gave up.'),
  }),
);
export type StageView = z.infer<typeof StageView>;
