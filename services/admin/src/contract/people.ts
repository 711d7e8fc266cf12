import * as entry from '@tenantry/events-schema/entry';
import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { named, reason, time } from './fields.ts';
import { GROUPS, type RouteDefinition } from './route.ts';

const group = z.enum(GROUPS).describe('What the person may do; a group may do what those before it may.');
const subject = text(1, 128)
  .regex(/^[\w-]+$/, 'not a subject of the user pool')
  .describe('Subject in the user pool; it never changes.');

export const Person = named(
  'Person',
  'Somebody who signs in to the console or the command.',
  z.object({
    person: z.string().describe('Subject in the user pool; audit lines are signed with it.'),
    email: z.string(),
    group: group.optional().describe('The highest of the groups; absent of somebody who may do nothing.'),
    state: z.enum(['invited', 'active', 'disabled']).describe('invited: has not chosen a password yet.'),
    changedAt: time,
    isYou: z.boolean(),
  }),
);
export type Person = z.infer<typeof Person>;

const one = z.strictObject({ person: subject });

export const peopleRoutes = {
  'GET /people': {
    tag: 'people',
    summary: 'Lists who signs in here',
    group: 'admin',
    mutates: false,
    status: 200,
    answer: named('People', 'Everybody of the user pool, by e-mail address.', z.object({ people: z.array(Person) })),
  },
  'POST /people': {
    tag: 'people',
    summary: 'Invites somebody',
    description: 'Cognito mails a temporary password, which counts for three days.',
    group: 'admin',
    mutates: true,
    body: named('PersonInvitation', 'Whom, and what that person may do.', z.strictObject({ email: entry.email, group, reason })),
    status: 200,
    answer: Person,
    problems: [409],
  },
  'PATCH /people/{person}': {
    tag: 'people',
    summary: 'Changes what somebody may do, disables or enables somebody, or sends the invitation again',
    description: 'Who is disabled is signed out; a token that is out is good for ten minutes. Nobody changes their own rights.',
    group: 'admin',
    mutates: true,
    path: one,
    body: named(
      'PersonChange',
      'What shall be different, and why.',
      z.strictObject({
        group: group.optional(),
        state: z.enum(['active', 'disabled']).optional(),
        invitation: z.literal('again').optional().describe('Another temporary password by mail, for who has not chosen one yet.'),
        reason,
      }),
    ),
    status: 200,
    answer: Person,
    problems: [409],
  },
  'POST /people/{person}/removal': {
    tag: 'people',
    summary: 'Removes somebody for good',
    description: 'The audit keeps what that person did, signed with the subject.',
    group: 'admin',
    mutates: true,
    path: one,
    body: named('PersonRemoval', 'Why.', z.strictObject({ reason })),
    status: 200,
    answer: named('PersonRemoved', 'Who was removed.', z.object({ person: z.string() })),
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
