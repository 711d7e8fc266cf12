import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type AccountName, accountMismatch } from '@tenantry/shared/deployment/accounts';
import type { Place } from './place.ts';
import { missing, ok, type Question } from './precondition.ts';

/** Whose credentials are in use. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
}
const callerOf = async (place: Place, account: AccountName): Promise<Caller> => {
  const sts = new STSClient(place.clientOf(account));
  const { Account: accountId = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({})).finally(() => sts.destroy());
  return { accountId, arn };
};

/** Whose credentials are in use for an account: what else is asked there waits for it, so that no other account is looked into. */
export const identityQuestion = (place: Place, account: AccountName, found: (caller: Caller) => void): Question => {
  const expected = place.config.accounts[account];
  const by = place.credentialsName(account);
  return {
    id: `identity-${account}`,
    name: 'credentials',
    account,
    fix: `Let ${by} be one of account ${expected}, or correct accounts.${account} in ${place.file}.`,
    source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html',
    ask: async () => {
      const caller = await callerOf(place, account);
      const wrong = accountMismatch({ ...place, isNamed: true }, { account, by, found: caller.accountId });
      if (wrong) return missing(wrong);
      found(caller);
      return ok(`${caller.accountId}, by ${by}`);
    },
  };
};
