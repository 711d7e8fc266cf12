import type { Rule } from '../types.ts';
import { acmRules } from './acm/certificates.ts';
import { acmRequestRules } from './acm/requests.ts';
import { apiGatewayRules } from './apigateway/apis.ts';
import { apiGatewayChangeRules } from './apigateway/changes.ts';
import { apiGatewayRouteRules } from './apigateway/routes.ts';
import { budgetsRules } from './budgets.ts';
import { functionInterfaceRules } from './cloudformation/function-interfaces.ts';
import { cloudformationRules } from './cloudformation/stacks.ts';
import { cloudfrontRules } from './cloudfront/distributions.ts';
import { cloudfrontInUseRules } from './cloudfront/in-use.ts';
import { cloudfrontVerifiedRules } from './cloudfront/verified.ts';
import { cognitoRules } from './cognito.ts';
import { cognitoClientRules } from './cognito-clients.ts';
import { cognitoMailRules } from './cognito-mail.ts';
import { cognitoSecretRules } from './cognito-secrets.ts';
import { dynamodbRules } from './dynamodb.ts';
import { dynamodbRecoveryRules } from './dynamodb-recovery.ts';
import { addressRules } from './ec2/address.ts';
import { clientVpnRules } from './ec2/client-vpn.ts';
import { clientVpnReadRules } from './ec2/client-vpn-described.ts';
import { describeRules } from './ec2/describe.ts';
import { dryRunRules } from './ec2/dry-run.ts';
import { eventualRules } from './ec2/eventual.ts';
import { internetGatewayRules } from './ec2/internet-gateway.ts';
import { natGatewayRules } from './ec2/nat-gateway.ts';
import { peeringRules } from './ec2/peering.ts';
import { peeringRequestRules } from './ec2/peering-request.ts';
import { rateRules } from './ec2/rates.ts';
import { routeRules } from './ec2/route.ts';
import { routeTableRules } from './ec2/route-table.ts';
import { secondaryRangeRules } from './ec2/secondary-ranges.ts';
import { securityGroupRules, securityGroupUseRules } from './ec2/security-group.ts';
import { tagRules } from './ec2/tags.ts';
import { vpcRules } from './ec2/vpc.ts';
import { zoneRules } from './ec2/zones.ts';
import { edgeQuotaRules } from './edge-quotas.ts';
import { edgeRateRules } from './edge-rates.ts';
import { iamRules } from './iam.ts';
import { organizationsAccountRules } from './organizations/accounts.ts';
import { organizationsClosingRules } from './organizations/closing.ts';
import { organizationsRules } from './organizations/management.ts';
import { organizationsPolicyRules } from './organizations/policies.ts';
import { policyContentRules } from './organizations/policy-content.ts';
import { organizationsRateRules } from './organizations/rates.ts';
import { trustedAccessRules } from './organizations/trusted-access.ts';
import { readinessRules } from './readiness.ts';
import { route53Rules } from './route53/changes.ts';
import { s3BucketRules } from './s3/buckets.ts';
import { s3Rules } from './s3/requests.ts';
import { secretsManagerRules } from './secrets.ts';
import { sesRules } from './ses.ts';
import { sesAccountRules } from './ses-account.ts';
import { sqsRules } from './sqs.ts';
import { ssmRules } from './ssm.ts';
import { wafv2Rules } from './wafv2.ts';

/** Every rule of the gateway, in the order in which `before` runs (`after` runs the other way round). */
export const rules: readonly Rule[] = [
  ...readinessRules,
  ...organizationsRules,
  ...organizationsRateRules,
  ...organizationsAccountRules,
  ...organizationsClosingRules,
  ...policyContentRules,
  ...trustedAccessRules,
  ...organizationsPolicyRules,
  ...budgetsRules,
  ...rateRules,
  // Before a dry run answers: EC2 looks at parameters first.
  ...securityGroupRules,
  ...dryRunRules,
  ...eventualRules,
  ...describeRules,
  ...vpcRules,
  ...securityGroupUseRules,
  ...zoneRules,
  ...secondaryRangeRules,
  ...internetGatewayRules,
  ...addressRules,
  ...natGatewayRules,
  ...peeringRequestRules,
  ...peeringRules,
  ...routeRules,
  ...routeTableRules,
  ...clientVpnRules,
  ...clientVpnReadRules,
  ...tagRules,
  ...iamRules,
  ...edgeRateRules,
  ...edgeQuotaRules,
  ...acmRules,
  ...acmRequestRules,
  ...cloudformationRules,
  ...functionInterfaceRules,
  ...cognitoRules,
  ...cognitoMailRules,
  ...cognitoClientRules,
  ...cognitoSecretRules,
  ...dynamodbRules,
  ...dynamodbRecoveryRules,
  ...secretsManagerRules,
  ...ssmRules,
  ...cloudfrontVerifiedRules,
  ...cloudfrontRules,
  ...cloudfrontInUseRules,
  ...wafv2Rules,
  ...route53Rules,
  ...s3Rules,
  ...s3BucketRules,
  ...sesRules,
  ...sesAccountRules,
  ...sqsRules,
  ...apiGatewayRules,
  ...apiGatewayRouteRules,
  ...apiGatewayChangeRules,
];
