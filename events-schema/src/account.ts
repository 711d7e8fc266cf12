import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId, arn, cidrBlock, domain, profile, slug } from './fields.ts';

const source = 'tenantry.account';

/** Consumers derive them by name; `deploy` is what deploys the stack of a release. A published field stays (docs/adr/0025-the-saga-document.md). */
export const accountRoles = z.object({ network: arn, edge: arn, pipeline: arn, deploy: arn });

export const AccountReady = defineEvent(source, 'AccountReady', 'The account exists, its roles work and AWS lets it create resources.', {
  ...profile,
  cidr: cidrBlock.optional(),
  cidrPrefix: z.int().optional(),
  accountId,
  roles: accountRoles.describe("Roles in the tenant's account, each assumed by one service only."),
});

export const AccountReleased = defineEvent(source, 'AccountReleased', 'The account stage took back what it built but the account itself.', {
  accountId: accountId.optional().describe('Absent when no account was ever created.'),
  slug: slug.optional(),
  domain: domain.optional().describe('For who looks whether anything still answers there.'),
});
