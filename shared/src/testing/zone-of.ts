import { configOf } from '../deployment/config.ts';
import type { LandingZone } from '../deployment/landing-zone.ts';

/** A landing zone that exists on paper only: what of it is there, the test says. */
export const zoneOf = (deployment: string, more: Partial<LandingZone> = {}): LandingZone => ({
  deployment,
  config: configOf('dev'),
  owner: {
    rootId: '',
    tenantsOuId: '',
    quarantineOuId: '',
    bootstrapOuId: '',
    isolationPolicyId: '',
    identityCenterInstanceArn: '',
    identityStoreId: '',
    permissionSetArns: {},
  },
  production: { hostedZoneId: '' },
  cells: [],
  database: { host: '', port: 5432, name: '', adminSecretArn: '' },
  devops: { artifactBucket: '', artifactKeyArn: '', repositories: {}, buildRoleArn: '', pipelineRoleArn: '' },
  ...more,
});
