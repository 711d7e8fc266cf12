import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { codeOf, isCode, isNotYet, messageOf, SetupWait } from '@tenantry/shared/failure/errors';
import { isRoleRefused } from '@tenantry/shared/saga/reachable';
import { requireOpenAccount } from './account-state.ts';
import type { Scope } from './scope.ts';

/**
 * A service that does not know the credentials of the role which STS has just given out: in a new account, and in a region that was
 * just enabled there (https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/269), until it does.
 */
const isUnknownCredential = (error: unknown): boolean =>
  isCode(error, 'InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure');

/** @throws SetupWait when the error says that AWS still sets the account up; a shorter one than the runner's: everything else waits for it. */
export const waitForSetup = (accountId: string, error: unknown): void => {
  if (isNotYet(error) || isUnknownCredential(error)) throw new SetupWait(5, `AWS to set account ${accountId} up (${codeOf(error)})`);
};

/**
 * CloudFormation of the tenant's account: through the stage's own narrow role as soon as there is one, else through the role that
 * Organizations puts into a new account.
 * @throws SetupWait while neither can be assumed: in a new account both take a while
 * @throws StalledError when that is because the account is closed or suspended
 */
export const withCloudFormation = async <T>(
  scope: Scope,
  accountId: string,
  call: (cloudFormation: CloudFormationClient) => Promise<T>,
): Promise<T> => {
  try {
    return await call(scope.tenant(accountId)(CloudFormationClient));
  } catch (error) {
    waitForSetup(accountId, error);
    if (!isRoleRefused(error)) throw error;
  }
  return viaAccessRole(scope, accountId, call);
};

/** The account has just been moved to the bootstrap unit, and AWS still asks the policies of the unit where it was. */
const isGuarded = (error: unknown): boolean =>
  codeOf(error).startsWith('AccessDenied') && messageOf(error).includes('service control policy');

/** Through `OrganizationAccountAccessRole`: to write the narrow roles, and for nothing else. */
export const viaAccessRole = async <T>(
  scope: Scope,
  accountId: string,
  call: (cloudFormation: CloudFormationClient) => Promise<T>,
): Promise<T> => {
  try {
    return await call(scope.bootstrap(accountId));
  } catch (error) {
    if (isRoleRefused(error) || isGuarded(error)) {
      await requireOpenAccount(scope, accountId);
      throw new SetupWait(5, `OrganizationAccountAccessRole of account ${accountId} to become usable`, scope.noted);
    }
    waitForSetup(accountId, error);
    throw error;
  }
};
