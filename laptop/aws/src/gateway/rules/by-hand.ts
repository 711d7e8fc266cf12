import type { GatewayContext } from '../types.ts';
import { freshQuotas } from './limits.ts';
import { quotas } from './quotas.ts';

/** What is off in a new organization, and what no API switches on: a person does, in the console or through AWS Support. */
const SWITCHES = {
  /** Opened once in the console of the management account. */
  costExplorer: 'https://docs.aws.amazon.com/cost-management/latest/userguide/ce-enable.html',
  /** "IAM user and role access to billing information", which the root user of the management account activates. */
  billingAccess: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html',
  /** AWS Support has verified new accounts of the organization for CloudFront. */
  cloudFront: 'https://github.com/aws-samples/aws-cdk-examples/issues/279',
} as const;

export type Switch = keyof typeof SWITCHES;

const all = (isOn: boolean): Record<Switch, boolean> => ({ costExplorer: isOn, billingAccess: isOn, cloudFront: isOn });

export const switches = (context: Pick<GatewayContext, 'state'>): Record<Switch, boolean> => context.state('switches', () => all(true));

/** From now on the organization is a new one, with AWS's defaults. */
export const makeFresh = (context: Pick<GatewayContext, 'state' | 'world'>): void => {
  Object.assign(quotas(context), freshQuotas());
  Object.assign(switches(context), all(false));
};
