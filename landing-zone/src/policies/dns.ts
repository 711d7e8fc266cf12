import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Production account: records of the public zone. */
export const accountPolicy: readonly Statement[] = [
  allow(['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'], 'arn:aws:route53:::hostedzone/*'),
  allow('route53:GetChange', 'arn:aws:route53:::change/*'),
];
