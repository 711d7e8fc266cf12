import type { AccountName } from '@tenantry/shared/deployment/accounts';
import type { Config } from '@tenantry/shared/deployment/config';
import { CLOUDFRONT_REGION } from './console.ts';
import { DNSSEC_REGION } from './dnssec.ts';
import type { TemplateName } from './every-template.ts';
import { stackName } from './resource-names.ts';

/** A stack of a deployment, and where it lies. */
export interface StackPlace {
  readonly account: AccountName;
  readonly region: string;
  readonly name: string;
}
/** A stack of the landing zone, by the name of its template; those of a tenant's account are applied by the account service. */
export type LandingZoneStack = Exclude<TemplateName, 'tenant' | 'sweep'>;

interface Where {
  readonly account: AccountName;
  /** Of the stack's name, after what all of them begin with. */
  readonly suffix?: string;
  /** Where AWS has what the stack makes in one region; the deployment's unless said. */
  readonly region?: string;
}
const STACKS: Readonly<Record<LandingZoneStack, Where>> = {
  owner: { account: 'owner' },
  networking: { account: 'networking' },
  production: { account: 'production' },
  devops: { account: 'devops' },
  superAdmin: { account: 'superAdmin' },
  consoleFront: { account: 'superAdmin', suffix: '-console', region: CLOUDFRONT_REGION },
  consoleValidation: { account: 'production', suffix: '-console' },
  consoleParameters: { account: 'superAdmin', suffix: '-console-parameters' },
  databaseRoutes: { account: 'superAdmin', suffix: '-routes' },
  dnssec: { account: 'production', suffix: '-dnssec', region: DNSSEC_REGION },
};

/** Where a stack of the landing zone is deployed, changed and removed. */
export const placeOf = (deployment: string, config: Pick<Config, 'region'>, stack: LandingZoneStack): StackPlace => {
  const { account, suffix = '', region = config.region } = STACKS[stack];
  return { account, region, name: `${stackName(deployment)}${suffix}` };
};
