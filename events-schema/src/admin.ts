import { z } from 'zod';
import { type DetailOf, defineEvent } from './event.ts';
import { accountId, cidrBlock, domain, evidence, profile, variables } from './fields.ts';

const source = 'tenantry.admin';

/** Who asked. An address can change hands, a subject of the user pool cannot. */
export const asked = {
  requestedBy: z.string().describe('Subject of the person in the super admins’ user pool, or `machine:<name>`.'),
  requestedByName: z.string().optional().describe('What the person or machine is called; nobody is known by it.'),
};

export const TenantRequested = defineEvent(source, 'TenantRequested', 'A super admin asked for a tenant.', {
  ...profile,
  cidr: cidrBlock.optional().describe('A range that the tenant must have; allocated when absent.'),
  cidrPrefix: z.int().min(16).max(28).optional().describe('Size of the range to allocate, as a prefix length.'),
});

export const TenantVariablesChanged = defineEvent(source, 'TenantVariablesChanged', "A super admin changed the tenant's variables.", {
  variables,
  requestedBy: asked.requestedBy.optional(),
  requestedByName: asked.requestedByName,
});

export const TenantChanged = defineEvent(
  source,
  'TenantChanged',
  'A super admin changed what a tenant is called, or its plan; the latest one says both as they are from now on.',
  { name: profile.name, plan: profile.plan, requestedBy: asked.requestedBy.optional(), requestedByName: asked.requestedByName },
);

export const IsolationChanged = defineEvent(
  source,
  'IsolationChanged',
  'A super admin took a tenant that may be compromised off the net, or let it back; nothing of it is deleted.',
  {
    isolation: z
      .object({ isolated: z.boolean(), ...asked, reason: z.string().max(500) })
      .describe('As it shall be from now on: the latest one counts.'),
  },
);

/** What steps hear of it. */
export type Isolation = DetailOf<typeof IsolationChanged>['isolation'];

export const SuspensionChanged = defineEvent(
  source,
  'SuspensionChanged',
  'A super admin shut the door of a tenant, or opened it again; everything that the tenant has stays as it is.',
  {
    suspension: z
      .object({ suspended: z.boolean(), ...asked, reason: z.string().max(500) })
      .describe('As it shall be from now on: the latest one counts.'),
  },
);

/** What steps hear of it. */
export type Suspension = DetailOf<typeof SuspensionChanged>['suspension'];

export const InvitationRequested = defineEvent(
  source,
  'InvitationRequested',
  "A super admin asked to invite the tenant's administrator again, or another person in that place.",
  {
    administrator: z
      .object({
        email: z.email(),
        invitation: z.string().describe('Names this request: it is sent once, however often it is heard.'),
        ...asked,
      })
      .describe('As it shall be from now on: the latest one counts.'),
  },
);

/** What steps hear of it. */
export type NamedAdministrator = DetailOf<typeof InvitationRequested>['administrator'];

export const OffboardRequested = defineEvent(source, 'OffboardRequested', 'A super admin asked for a tenant to be taken back.', {
  ...asked,
  reason: z.string().max(500),
  export: z.boolean().describe("Dump the tenant's schema to the retention bucket first."),
});

export const StageRetryRequested = defineEvent(source, 'StageRetryRequested', 'An operator asked a stage to try again.', {
  stage: z.string(),
  ...asked,
});

export const RecordsErased = defineEvent(
  source,
  'RecordsErased',
  'Of a tenant that is gone, the control plane keeps nobody: its records are tombstones, and its dead letters are discarded.',
  {
    accountId: accountId.optional(),
    domain: domain.optional(),
    offboardedAt: z.iso.datetime(),
    closing: z
      .object({ state: z.enum(['queued', 'closed']), at: z.iso.datetime() })
      .optional()
      .describe('Of the account: when AWS closed it, or is expected to.'),
    export: z.object({ location: z.string(), at: z.iso.datetime() }).optional().describe('What the off-boarding was asked to keep.'),
    evidence: evidence.optional(),
    deadLetters: z.int().describe('That were discarded.'),
  },
);
