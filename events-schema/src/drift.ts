import { z } from 'zod';
import { defineEvent } from './event.ts';

const stage = z.string().max(40);
const checkId = z.string().min(1).max(80).describe('Which check it is: what several stages say of one tenant belongs together by it.');

export const DIFFERENCES = ['missing', 'changed', 'taken'] as const;
export const difference = z.object({
  step: z.string(),
  is: z.enum(DIFFERENCES).describe('It is missing, it is not as it should be, or something else has its place.'),
  type: z.string().optional().describe("What the step makes, by CloudFormation's name of the type."),
  id: z.string().optional().describe('Its id, where the step knows one.'),
  fields: z.array(z.string().max(200)).max(20).optional().describe('What of it is not as it should be, by names.'),
  repair: z
    .string()
    .max(400)
    .optional()
    .describe('The API call that would repair it, with ids and names: `EC2 CreateRoute rtb-1 10.64.0.0/20`.'),
  message: z.string().max(500).optional().describe('Of what is taken: by what.'),
});
export const unread = z.object({
  step: z.string(),
  reason: z.string().max(500).describe('Why a look cannot say whether it is as it should be.'),
});

export const DriftCheckRequested = defineEvent(
  'tenantry.admin',
  'DriftCheckRequested',
  'A stage is asked to look whether all that it has of a live tenant is as it should be. It changes nothing.',
  { stage, checkId },
);

export const StageDriftChecked = defineEvent(
  'tenantry.stages',
  'StageDriftChecked',
  'A stage has looked at all that it has of a tenant, and has changed nothing. Nothing follows from it but attention.',
  {
    stage,
    checkId,
    looked: z.int().describe('How many steps it has looked at.'),
    differences: z.array(difference).max(50),
    unread: z.array(unread).max(50).describe('Steps of which it cannot say.'),
  },
  'stage',
);
