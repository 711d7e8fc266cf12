import type { Asked, Input, Look, Table } from './asked.ts';
import { ask } from './asked.ts';
import { cognito } from './cognito.ts';
import { cloudwatch, dynamodb, events, kms, secretsmanager, sns, sqs, ssm } from './data.ts';
import { cloudformation, codebuild, codepipeline, iam, logs, sts, tagging } from './delivery.ts';
import { ec2, isDescription } from './ec2.ts';
import { acm, apiGatewayRequest, cloudfront, route53, ses, wafv2 } from './edge.ts';
import { lambda } from './lambda.ts';
import { budgets, costExplorer, guardduty, identitystore, organizations, serviceQuotas, sso } from './organization.ts';
import { s3 } from './s3.ts';

/** By the gateway's service name. */
export const TABLES: Readonly<Record<string, Table>> = {
  acm,
  budgets,
  ce: costExplorer,
  cloudformation,
  cloudfront,
  codebuild,
  codepipeline,
  'cognito-idp': cognito,
  dynamodb,
  ec2,
  events,
  guardduty,
  iam,
  identitystore,
  kms,
  lambda,
  logs,
  monitoring: cloudwatch,
  organizations,
  route53,
  s3,
  secretsmanager,
  'service-quotas': serviceQuotas,
  ses,
  sns,
  sqs,
  ssm,
  'sso-admin': sso,
  sts,
  tagging,
  wafv2,
};

/** Calls that AWS lets everybody with credentials make (STS API Reference: "No permissions are required"). */
const FREE = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken']);

/**
 * Every request that AWS makes to IAM for a call: each action that it needs, on each resource that it touches. Undefined where no table
 * knows the call: that is an error to be mended here, not a call without permissions.
 */
export const requestsOf = async (input: Input, look: Look): Promise<readonly Asked[] | undefined> => {
  if (FREE.has(`${input.service}:${input.operation}`)) return [];
  if (input.service === 'apigateway') return apiGatewayRequest(input, look);
  if (input.service === 'ec2' && isDescription(input.operation)) return ask(`ec2:${input.operation}`, '*');
  return TABLES[input.service]?.[input.operation]?.(input, look);
};
