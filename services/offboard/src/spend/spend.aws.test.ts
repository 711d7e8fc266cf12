import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { describe, expect, test } from '@jest/globals';
import { ownerPolicy } from '@tenantry/landing-zone/policies/offboard';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import type { AccountClosing } from '../closing/closings.ts';
import { memberAccount } from '../testing/member-account.ts';
import { findSpend } from './spend.ts';

const DAY = 86_400;

describe('the spend check', () => {
  test('asks Cost Explorer with the rights of its role, and an empty account costs nothing', async () => {
    const now = Math.floor(Date.now() / 1000);
    const accounts: AccountClosing[] = [];
    accounts.push({ tenantId: ulid(), accountId: await memberAccount(), requestedAt: now - 10 * DAY, state: 'queued' });
    const costs = new CostExplorerClient(await roleWith(testAccounts.owner, ownerPolicy('dev', Object.values(testAccounts))));
    expect(await findSpend(costs, accounts, now, 2)).toEqual([]);
  });
});
