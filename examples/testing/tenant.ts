import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { allow } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import { parameterName, type Scope } from '../step.ts';

/** What the stage's role may do in a tenant's account. In the product this is a file of `landing-zone/src/policies/`. */
const POLICY = [
  allow(
    ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:DeleteParameter'],
    'arn:aws:ssm:*:*:parameter/tenantry-*-welcome',
  ),
];

/** A tenant with an account of its own: with the rights of the policy, and with those of the account's root. */
export const tenant = async () => {
  const accountId = unusedAccountId();
  const scope: Scope = { tenantId: ulid(), deployment: 'dev', tenant: clientsOf(await roleWith(accountId, POLICY)) };
  const root: Scope = { ...scope, tenant: clientsOf(rootOf(accountId)) };
  return { scope, root, needs: { domain: 'mercy.example.com' } };
};

/** What the tenant's parameter says in AWS. */
export const storedValue = async (scope: Scope): Promise<string | undefined> =>
  (await scope.tenant(SSMClient).send(new GetParameterCommand({ Name: parameterName(scope) }))).Parameter?.Value;
