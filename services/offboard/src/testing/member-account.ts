import {
  CloseAccountCommand,
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Tag } from '@tenantry/shared/domain/names';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { ulid } from 'ulid';

/** The organization as its management account's root sees it. */
export const organizations = new OrganizationsClient(rootOf(testAccounts.owner));

/** A new account of the organization. */
export const memberAccount = async (tags: readonly Tag[] = []): Promise<string> => {
  const name = ulid();
  const input = { Tags: [...tags], AccountName: name, Email: `${name.toLowerCase()}@offboard.example` };
  const { CreateAccountStatus } = await onceFree(() => organizations.send(new CreateAccountCommand(input)));
  return eventually('the account is created', async () => {
    const status = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }));
    return status.CreateAccountStatus?.AccountId;
  });
};

/** Somebody closes an account by hand. */
export const closeByHand = (AccountId: string): Promise<unknown> =>
  onceFree(() => organizations.send(new CloseAccountCommand({ AccountId })));
