import { z } from 'zod';
import { defineEvent } from './event.ts';
import { failure } from './fields.ts';

/** Each stage has one, `tenantry.stages.<stage>`: none can say of another that it failed. */
const source = 'tenantry.stages';

export const StageFailed = defineEvent(
  source,
  'StageFailed',
  'A stage that never finished cannot go on; the tenant is taken back.',
  failure,
  'stage',
);

export const StageStalled = defineEvent(
  source,
  'StageStalled',
  'Retries ran out: a person decides (retry, or off-board).',
  failure,
  'stage',
);

export const StageIsolated = defineEvent(
  source,
  'StageIsolated',
  'A stage has shut what it has of a tenant that is isolated, or has nothing of it; it goes no further meanwhile.',
  { stage: z.string(), isolationId: z.string().describe('Id of the `IsolationChanged` that it has followed.') },
  'stage',
);

export const StageSuspended = defineEvent(
  source,
  'StageSuspended',
  'A stage has shut what it has of a tenant that is suspended; it goes no further meanwhile.',
  { stage: z.string(), suspensionId: z.string().describe('Id of the `SuspensionChanged` that it has followed.') },
  'stage',
);

export const StageProgressed = defineEvent(
  source,
  'StageProgressed',
  'For timelines only: nothing follows from it, and it is not archived.',
  {
    stage: z.string(),
    step: z.string(),
    direction: z.enum(['ensure', 'remove']),
    state: z.enum(['started', 'waiting', 'retrying', 'done']),
    generation: z.int(),
    reason: z.string().optional().describe('What the step waits for, or why it is tried again.'),
    turn: z.boolean().optional().describe('It waits for its turn among other tenants, for which there is no deadline.'),
    call: z.string().optional().describe('While it is tried again: the API call that failed; empty when none did.'),
    code: z.string().optional().describe("While it is tried again: AWS's error code, or the name of the error."),
    advice: z.string().optional().describe('While it is tried again: what to do about it.'),
    created: z
      .array(z.object({ type: z.string(), id: z.string() }))
      .max(50)
      .optional()
      .describe("When the step is done: what it has made, or found; by CloudFormation's name of the type."),
  },
  'stage',
);
