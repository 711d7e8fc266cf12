import * as entry from '@tenantry/events-schema/entry';
import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { named } from './fields.ts';

/** What it may say is checked with the deployment's configuration (`addressOf`, `checkRange`). */
const label = text(0, 253);

export const TenantRequest = named(
  'TenantRequest',
  'A tenant to on-board. Slug and domain belong together: either is enough, and the name will do.',
  z.strictObject({
    name: entry.name.describe("The tenant's name, 1 to 100 characters on one line, with plain spaces."),
    slug: label.optional().describe('The label below the root domain as text; made from the name when absent.'),
    domain: label.optional().describe('The domain as text: `<slug>.<root domain>`.'),
    adminEmail: entry.email.describe("The e-mail address of the tenant's first user, at most 128 characters."),
    plan: entry.plan.describe('The plan, 1 to 40 characters on one line.'),
    variables: entry.variables
      .optional()
      .describe(`Variables of the pipeline, {"APP_NAME": "text"}: ${entry.variableForm}. At most 512 characters on one line each.`),
    cidr: label.optional().describe('An IPv4 CIDR block that the tenant must have, as text; allocated when absent.'),
    cidrPrefix: z.int().optional().describe('Prefix length of the range to allocate, a number.'),
  }),
);
