import {
  DescribeCreateAccountStatusCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  ListParentsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Organization, startOrganization } from '../testing/organization.ts';
import { errorOf } from '../testing/ruled-aws.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('the rates of operations', () => {
  test.each([
    ['ListAccounts', 12, 8],
    ['ListCreateAccountStatus', 8, 5],
    ['ListParents', 8, 5],
    ['TagResource', 6, 4],
    ['DescribeCreateAccountStatus', 2, 2],
  ])('%s takes %i at once, then %i a second', async (operation, burst, perSecond) => {
    const { Id = '' } = await org.request();
    org.advance(60);
    const { AccountId = '' } = await org.status(Id);
    const commands = {
      ListAccounts: new ListAccountsCommand({}),
      ListCreateAccountStatus: new ListCreateAccountStatusCommand({}),
      ListParents: new ListParentsCommand({ ChildId: AccountId }),
      TagResource: new TagResourceCommand({ ResourceId: AccountId, Tags: [{ Key: 'a', Value: 'b' }] }),
      DescribeCreateAccountStatus: new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: Id }),
    };
    org.advance(60);
    const call = () => errorOf(org.client.send(commands[operation as keyof typeof commands] as ListAccountsCommand));
    const taken = async (calls: number) => {
      const all: string[] = [];
      for (let i = 0; i < calls; i++) all.push(await call());
      return all.indexOf('TooManyRequestsException');
    };
    expect(await taken(burst + 1)).toBe(burst);
    org.advance(1);
    expect(await taken(perSecond + 1)).toBe(perSecond);
    org.advance(60);
  });
});
