import { expect, test } from '@jest/globals';
import { configOf } from './config.ts';
import { configProblems } from './config-rules.ts';
import { LandingZone, parameterOf } from './landing-zone.ts';
import { PARAMETER_BYTES } from './parameter-size.ts';

const example = configOf('example');
const reserved = (count: number) => ({ ...example, reservedSlugs: Array.from({ length: count }, (_, i) => `reserved-word-number-${i}`) });

/** Ids as long as AWS makes them. */
const arn = (service: string, resource: string): string => `arn:aws:${service}:ap-northeast-1:123456789012:${resource}`;
const id = (prefix: string): string => `${prefix}-${'0'.repeat(17)}`;
const parameter = (config: typeof example): string =>
  parameterOf(
    LandingZone.parse({
      stage: 'a'.repeat(31),
      version: '10.100.100',
      config,
      owner: {
        rootId: `r-${'0'.repeat(32)}`,
        ...Object.fromEntries(
          ['tenantsOuId', 'quarantineOuId', 'bootstrapOuId'].map((name) => [name, `ou-${'0'.repeat(32)}-${'0'.repeat(32)}`]),
        ),
        isolationPolicyId: `p-${'0'.repeat(128)}`,
        identityCenterInstanceArn: `arn:aws:sso:::instance/ssoins-${'0'.repeat(16)}`,
        identityStoreId: `d-${'0'.repeat(10)}`,
        permissionSetArns: Object.fromEntries(
          config.identityCenter.assignments.map(({ permissionSet }) => [
            permissionSet.padEnd(32, 'x'),
            `arn:aws:sso:::permissionSet/ssoins-${'0'.repeat(16)}/ps-${'0'.repeat(16)}`,
          ]),
        ),
      },
      production: { hostedZoneId: 'Z'.repeat(21) },
      cells: config.network.cells.map(({ name }) => ({
        name,
        hubVpcId: id('vpc'),
        hubRouteTableIds: [id('rtb'), id('rtb')],
        databaseVpcId: id('vpc'),
        databaseRouteTableIds: [id('rtb'), id('rtb')],
      })),
      database: {
        host: `tenantry-${'a'.repeat(31)}-cell.cluster-${'c'.repeat(12)}.ap-northeast-1.rds.amazonaws.com`,
        port: 5432,
        name: 'tenantry',
        adminSecretArn: arn('secretsmanager', `secret:rds!cluster-${'0'.repeat(36)}-123456`),
      },
      devops: {
        artifactBucket: `tenantry-${'a'.repeat(31)}-artifacts-123456789012`,
        artifactKeyArn: arn('kms', `key/${'0'.repeat(36)}`),
        repositories: Object.fromEntries(config.repositories.map((name) => [name, `tenantry-${'a'.repeat(31)}-tenant-app-${name}`])),
        buildRoleArn: '',
        pipelineRoleArn: arn('iam', `role/tenantry-${'a'.repeat(31)}-pipeline`),
        buildNetwork: { vpcId: id('vpc'), subnetIds: [id('subnet'), id('subnet')], securityGroupId: id('sg') },
      },
    }),
  );

test('a configuration that the parameter of the functions cannot hold is refused before anything is deployed', () => {
  expect(configProblems(reserved(20))).toEqual([]);
  expect(configProblems(reserved(400))).toContainEqual({
    path: 'reservedSlugs',
    problem: expect.stringContaining('the parameter that functions read holds'),
    fix: expect.stringMatching(/./),
  });
});

test('the longest configuration that is taken fits, with ids as long as AWS makes them', () => {
  const taken = Array.from({ length: 400 }, (_, i) => i).filter((count) => configProblems(reserved(count)).length === 0);
  const most = Math.max(...taken);
  expect(most).toBeGreaterThan(50);
  expect(Buffer.byteLength(parameter(reserved(most)))).toBeLessThanOrEqual(PARAMETER_BYTES);
});
