import { z } from 'zod';
import { defineEvent } from './event.ts';
import { cidrBlock, profile, variables } from './fields.ts';

const source = 'tenantry.admin';

export const TenantRequested = defineEvent(source, 'TenantRequested', 'A super admin asked for a tenant.', {
  ...profile,
  cidr: cidrBlock.optional().describe('A range that the tenant must have; allocated when absent.'),
  cidrPrefix: z.int().min(16).max(28).optional().describe('Size of the range to allocate, as a prefix length.'),
});

export const TenantVariablesChanged = defineEvent(source, 'TenantVariablesChanged', "A super admin changed the tenant's variables.", {
  variables,
});

export const OffboardRequested = defineEvent(source, 'OffboardRequested', 'A super admin asked for a tenant to be taken back.', {
  requestedBy: z.string(),
  reason: z.string().max(500),
  export: z.boolean().describe("Dump the tenant's schema to the retention bucket first."),
});

export const StageRetryRequested = defineEvent(source, 'StageRetryRequested', 'An operator asked a stage to try again.', {
  stage: z.string(),
  requestedBy: z.string(),
});
