import { allow, functionInVpc, type Statement } from '@tenantry/shared/infra/policy';
import { MANAGES_USERS } from './release.ts';

/**
 * Tenant account: the most that the application's function may do, whatever its role's policies say (IAM User Guide, "Permissions boundaries
 * for IAM entities").
 */
export const boundaryPolicy: readonly Statement[] = [
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:*:*:log-group:/aws/lambda/tenantry-*-api:*'),
  allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:tenantry-*-database*'),
  // Of the account's pools; the role's policy names the tenant's.
  allow(MANAGES_USERS, 'arn:aws:cognito-idp:*:*:userpool/*'),
  // X-Ray has no resources to name (Service Authorization Reference, AWS X-Ray).
  allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
  functionInVpc,
];
