import { type Decision, evaluate, type PrincipalPolicies } from '@laptop/aws/iam/evaluate';
import type { Context, Statement } from '@laptop/aws/iam/policy';
import { boundaryPolicy } from '../../landing-zone/src/policies/boundary.ts';
import { roleId, tenantBaseline } from '../../landing-zone/src/tenant.ts';
import { configOf } from '../../shared/src/deployment/config.ts';

interface RoleProperties {
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
  readonly PermissionsBoundary?: unknown;
}

/** What the role of a tenant's account may do, by the template of that account. */
export const tenantRole = (tenantId: string, name: string): PrincipalPolicies => {
  const { Resources } = tenantBaseline({ deployment: 'dev', tenantId, config: configOf('dev') });
  const role = Resources[roleId(name)];
  if (!role) throw new Error(`the baseline has no role ${name}`);
  const { Policies, PermissionsBoundary } = role.Properties as unknown as RoleProperties;
  return {
    identity: Policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, statements: PolicyDocument.Statement })),
    ...(PermissionsBoundary ? { boundary: { name: 'the boundary', statements: boundaryPolicy as readonly Statement[] } } : {}),
  };
};

/** Whether IAM lets the role do it. */
export const asks = (role: PrincipalPolicies, action: string, resource: string, context: Context = {}): boolean => {
  const decision: Decision = evaluate(role, { action, resource, context });
  return decision.allowed;
};
