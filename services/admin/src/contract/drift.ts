import { difference, unread } from '@tenantry/events-schema/drift';
import { z } from 'zod';
import { Accepted, named, StageNameField, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const StageDrift = named(
  'StageDrift',
  'What a stage saw when it last looked whether all that it has of a tenant is as it should be, which is once a day.',
  z.object({
    stage: StageNameField,
    at: time.describe('When it looked.'),
    looked: z.int().describe('How many steps it has looked at.'),
    differences: z.array(difference).describe('None where all that it could see is as it should be.'),
    unread: z.array(unread).describe('Steps of which it could not say.'),
    isRepaired: z.boolean().describe('It has begun to verify all of it since: what it saw then says nothing of now.'),
    askedAt: time.optional().describe('It was asked to look again, and has not answered yet.'),
  }),
);

export const driftRoutes = {
  'POST /tenants/{id}/drift-checks': {
    tag: 'tenants',
    summary: 'Looks whether a live tenant has drifted',
    description: 'Stages compare what is there with what should be there, and change nothing. Each does so once a day without being asked.',
    group: 'operator',
    mutates: true,
    path: z.strictObject({ id: tenantId }),
    body: named(
      'DriftCheckRequest',
      'Where to look.',
      z.strictObject({ stage: StageNameField.optional().describe('All stages when absent.') }),
    ),
    status: 202,
    answer: Accepted,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
