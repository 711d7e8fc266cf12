import { z } from 'zod';
import { asked } from './admin.ts';
import { defineEvent } from './event.ts';

const source = 'tenantry.admin';

/** Why somebody should look at a tenant, whatever its state is; the worst first. A new kind is added at its rank. */
export const ATTENTION_KINDS = ['stalled', 'unwell', 'releaseFailed', 'rolledBack', 'quiet', 'drifted'] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** What helps, as a name: the console makes a button of it, the command a line. */
export const ATTENTION_ACTIONS = ['retry', 'replay', 'retryRelease', 'repair', 'onboardAgain', 'endIsolation', 'look'] as const;
export type AttentionAction = (typeof ATTENTION_ACTIONS)[number];

/** What a person did about it. */
export const HANDLINGS = ['acknowledged', 'assigned', 'silenced'] as const;
export type Handling = (typeof HANDLINGS)[number];

const which = {
  kind: z
    .string()
    .min(1)
    .max(40)
    .describe(`One of ${ATTENTION_KINDS.join(', ')}; more may follow.`),
  stage: z.string().max(40).optional().describe('The stage that it is about, where it is about one.'),
};
const since = z.iso.datetime().describe('When it began, UTC.');

export const TenantAttentionRaised = defineEvent(
  source,
  'TenantAttentionRaised',
  'A tenant needs attention: said once for each time that it begins.',
  {
    ...which,
    step: z.string().optional(),
    since,
    reason: z.string().describe('In one sentence.'),
    call: z.string().optional().describe('The API call that failed, e.g. `EC2 CreateNatGateway`.'),
    code: z.string().optional().describe("AWS's error code, or the name of the error."),
    message: z.string().optional().describe('What AWS said.'),
    advice: z.string().describe('What to do about it.'),
    action: z
      .string()
      .max(40)
      .describe(`What helps: ${ATTENTION_ACTIONS.join(', ')}; more may follow.`),
    link: z.string().describe('Section of the runbook, `docs/runbook.md#…`.'),
    silencedUntil: z.iso.datetime().optional().describe('Somebody has silenced it until then: nobody is to be alarmed.'),
  },
);

export const TenantAttentionCleared = defineEvent(
  source,
  'TenantAttentionCleared',
  'What a tenant needed attention for is over: said once for each that was raised.',
  { ...which, since },
);

export const AttentionHandled = defineEvent(
  source,
  'AttentionHandled',
  'Somebody has acknowledged, assigned or silenced what a tenant needs attention for. It ends with that.',
  {
    ...which,
    handling: z.enum(HANDLINGS),
    to: z.string().max(128).optional().describe('Whom it is assigned to.'),
    until: z.iso.datetime().optional().describe('When a silence ends by itself.'),
    reason: z.string().max(500),
    ...asked,
  },
);
