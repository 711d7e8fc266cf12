import { CreateAccountCommand, DescribeCreateAccountStatusCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Tag } from '@tenantry/shared/domain/names';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';

/** The organization as its management account's root sees it. */
export const organizations = new OrganizationsClient(rootOf(testAccounts.owner));

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** A new account of the organization, which creates five at the same time. */
export const memberAccount = async (tags: readonly Tag[] = []): Promise<string> => {
  const name = ulid();
  const create = async (): Promise<string | undefined> => {
    const input = { Tags: [...tags], AccountName: name, Email: `${name.toLowerCase()}@offboard.example` };
    try {
      return (await organizations.send(new CreateAccountCommand(input))).CreateAccountStatus?.Id;
    } catch (error) {
      if ((error as { Reason?: string }).Reason === 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED') return undefined;
      throw error;
    }
  };
  let CreateAccountRequestId: string | undefined;
  while (!CreateAccountRequestId) {
    CreateAccountRequestId = await create();
    await pause();
  }
  for (;;) {
    const { CreateAccountStatus: status } = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
    if (status?.AccountId) return status.AccountId;
    await pause();
  }
};
