import { CertificateRequested, EdgeReady, OriginReady } from '@tenantry/events-schema/edge';
import { NetworkPeered } from '@tenantry/events-schema/network';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import type { Message } from '@tenantry/shared/saga/record';

/** Something in a tenant's account, as an event named it. */
export interface Held {
  readonly type: string;
  readonly id: string;
}

/** Which field of which event names what lies in the tenant's account. Nothing else is known of an account that nobody gets into. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [NetworkPeered.name]: {
    vpcId: 'EC2 VPC',
    publicSubnetIds: 'EC2 subnet',
    privateSubnetIds: 'EC2 subnet',
    natGatewayId: 'EC2 NAT gateway',
    staticIp: 'EC2 Elastic IP address',
  },
  [OriginReady.name]: { bucketName: 'S3 bucket', apiId: 'API Gateway API' },
  [CertificateRequested.name]: { certificateArn: 'ACM certificate' },
  [EdgeReady.name]: { webAclArn: 'WAF web ACL', distributionId: 'CloudFront distribution', mailIdentity: 'SES identity' },
  [TenantReady.name]: { userPoolId: 'Cognito user pool', firstUserSecretArn: 'Secrets Manager secret' },
};

/** What a message names. */
export const heldBy = ({ name, detail }: Message): readonly Held[] =>
  Object.entries(FIELDS[name] ?? {}).flatMap(([field, type]) => {
    const value = (detail as Readonly<Record<string, unknown>>)[field];
    const ids = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string' && id !== '');
    return ids.map((id) => ({ type, id }));
  });
