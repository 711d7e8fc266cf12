import type { Config } from '@tenantry/shared/deployment/config';
import type { Resources } from './template.ts';

/** The detector of the super-admin account, which administers GuardDuty for the organization (`guard-duty-organization.ts`). */
export const guardDuty = ({ watch }: Config): Resources =>
  watch.guardDuty
    ? { Detector: { Type: 'AWS::GuardDuty::Detector', Properties: { Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' } } }
    : {};
