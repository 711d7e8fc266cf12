import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { configOf } from './config.ts';
import { configProblems } from './config-rules.ts';
import { LandingZone, LandingZoneOutdated, parameterOf, parseLandingZone } from './landing-zone.ts';

const zone: LandingZone = {
  deployment: 'prod',
  config: configOf('example'),
  owner: {
    rootId: 'r-1',
    tenantsOuId: 'ou-1',
    quarantineOuId: 'ou-2',
    bootstrapOuId: 'ou-3',
    isolationPolicyId: 'p-1',
    identityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-1',
    identityStoreId: 'd-1',
    permissionSetArns: { TenantOperator: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1' },
  },
  production: { hostedZoneId: 'Z1' },
  cells: [{ name: 'a', hubVpcId: 'vpc-1', hubRouteTableIds: ['rtb-1'], databaseVpcId: 'vpc-2', databaseRouteTableIds: ['rtb-2'] }],
  database: { host: 'db', port: 5432, name: 'tenantry', adminSecretArn: 'arn:aws:secretsmanager:us-east-1:222222222222:secret:x' },
  devops: {
    artifactBucket: 'b',
    artifactKeyArn: 'arn:aws:kms:us-east-1:333333333333:key/1',
    repositories: { api: 'r' },
    buildRoleArn: 'arn:aws:iam::333333333333:role/b',
    pipelineRoleArn: 'arn:aws:iam::333333333333:role/p',
    buildNetwork: { vpcId: 'vpc-3', subnetIds: ['subnet-1'], securityGroupId: 'sg-1' },
  },
};
/** Names that people choose, not fields. */
const isMap = (path: string): boolean => /^(config\.(commonVariables|plans)|owner\.permissionSetArns|devops\.repositories)$/.test(path);

/** The value with a field that no version knows in every object of it, and where. */
const withNews = (value: unknown, path = ''): unknown => {
  if (Array.isArray(value)) return value.map((item, i) => withNews(item, `${path}.${i}`));
  if (typeof value !== 'object' || value === null || isMap(path)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withNews(inner, path ? `${path}.${name}` : name)]);
  return { ...Object.fromEntries(entries), ofANewerLandingZone: { deep: [{ er: 1 }] } };
};

describe('a function that runs', () => {
  test('reads what a newer landing zone wrote: fields that it does not know are passed over on every level', () => {
    expect(parseLandingZone('prod', JSON.stringify(withNews(JSON.parse(parameterOf(zone)))))).toEqual(zone);
  });

  test('reads what was deployed before there was a rule: a second cell, a fuller one, a text that would be refused today', () => {
    const [cell] = zone.config.network.cells;
    if (!cell) throw new Error('the example has no cell');
    const old = { ...cell, name: 'b', capacity: 125, hubCidr: '10.0.0.0/28' };
    const config = { ...zone.config, commonVariables: { A: 'b\u200b' }, network: { ...zone.config.network, cells: [cell, old] } };
    expect(configProblems(config).length).toBeGreaterThan(0);
    expect(parseLandingZone('prod', parameterOf({ ...zone, config })).config).toEqual(config);
  });

  test('has no strict object anywhere, also where the example has no value', () => {
    const strictIn = (schema: z.ZodType) =>
      JSON.stringify(z.toJSONSchema(schema, { io: 'input' })).match(/"additionalProperties":false/g) ?? [];
    expect(strictIn(LandingZone)).toEqual([]);
    expect(strictIn(z.object({ a: z.strictObject({}).optional() }))).toHaveLength(1);
  });

  test('that is newer than the landing zone says which fields it needs, and what to deploy first', () => {
    const { production: _, ...older } = JSON.parse(parameterOf(zone));
    const { rootDomain: __, ...config } = zone.config;
    const parse = () => parseLandingZone('prod', JSON.stringify({ ...older, config }));
    expect(parse).toThrow(LandingZoneOutdated);
    expect(parse).toThrow(
      /^the parameter \/tenantry\/prod\/landing-zone lacks what this function needs \(config\.rootDomain: .+; production: .+\)\. Deploy the landing zone first: npm run landing-zone -- --stage prod$/,
    );
  });
});
