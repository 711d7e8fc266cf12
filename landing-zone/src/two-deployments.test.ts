import { expect, test } from '@jest/globals';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { everyTemplate, type TemplateName } from './every-template.ts';

/** In which account a template's resources are; those of a tenant are in its own. */
const ACCOUNT: Readonly<Record<TemplateName, string>> = {
  owner: 'owner',
  networking: 'networking',
  production: 'production',
  devops: 'devops',
  superAdmin: 'superAdmin',
  consoleFront: 'superAdmin',
  consoleValidation: 'production',
  consoleParameters: 'superAdmin',
  databaseRoutes: 'superAdmin',
  dnssec: 'production',
  tenant: 'tenant',
  sweep: 'tenant',
};

/** `account Type property: value` of everything that has a name of its own, by which AWS would know two of them apart. */
const namesIn = (deployment: string, config: Config): readonly string[] =>
  Object.entries(everyTemplate(deployment, config)).flatMap(([template, { Resources }]) =>
    Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
      Object.entries(Properties)
        .filter(([property, value]) => /(^|[a-z])(Name|Identifier|Alias)$/.test(property) && typeof value === 'string')
        .map(([property, value]) => `${ACCOUNT[template as TemplateName]} ${Type} ${property}: ${String(value)}`),
    ),
  );

const [one, two] = ['one', 'two'] as const;
const config = configOf('dev');
/** A second deployment in the same accounts: what a person has to choose anew, `checkNeighbours` and `checkPermissionSets` say. */
const second: Config = {
  ...config,
  rootDomain: 'staging.example.com',
  organization: { ...config.organization, tenantsOu: 'Tenants two', quarantineOu: 'Quarantine two', bootstrapOu: 'Bootstrap two' },
  identityCenter: {
    ...config.identityCenter,
    assignments: config.identityCenter.assignments.map((assignment) => ({
      ...assignment,
      permissionSet: `${assignment.permissionSet}-two`,
    })),
  },
};
/** What AWS takes twice, and what refers to something of AWS's own. */
const SHARED =
  /AWS::RDS::DBInstance|AvailabilityZone|EngineName|ServiceName|DatabaseName|AWS::EC2::VPCEndpoint|AWS::IAM::Policy PolicyName/;

const collisions = (left: readonly string[], right: readonly string[]): readonly string[] =>
  [...new Set(left.filter((name) => right.includes(name)))].filter((name) => !SHARED.test(name));

test('two deployments in one organization, even in the same accounts, have no name in common', () => {
  const names = namesIn(one, config);
  expect(names.length).toBeGreaterThan(80);
  expect(collisions(names, namesIn(two, second))).toEqual([]);
});

test('with a copied configuration they are refused by their units and permission sets: besides, only records of the root domain are alike', () => {
  const { organization, identityCenter, rootDomain } = config;
  const refused = [
    ...[organization.tenantsOu, organization.quarantineOu, organization.bootstrapOu],
    ...identityCenter.assignments.map(({ permissionSet }) => permissionSet),
  ];
  const alike = collisions(namesIn(one, config), namesIn(two, config)).map((line) => line.replace(/^.*?: /, ''));
  expect(alike).toEqual(expect.arrayContaining(refused));
  expect(alike.filter((name) => !refused.includes(name) && !name.includes(rootDomain))).toEqual([]);
});

test('policies of one deployment name nothing of the other', () => {
  const text = JSON.stringify(everyTemplate(two, second));
  expect(text).not.toMatch(/tenantry-one\b/);
  expect([...text.matchAll(/tenantry-(?!two\b)[a-z]+-/g)].map(([match]) => match)).toEqual([]);
});
