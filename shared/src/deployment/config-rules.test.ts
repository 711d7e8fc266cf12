import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cidrOf, overlaps, rangeOf } from '../domain/cidr.ts';
import { MAX_TENANT_PREFIX } from './address-plan.ts';
import { type Config, configOf } from './config.ts';
import { configProblems } from './config-rules.ts';

const config = configOf('example');
const { network, organization, accounts, identityCenter } = config;
const [cell] = network.cells;
if (!cell) throw new Error('the example has no cell');
const pathsOf = (changes: Partial<Config>): readonly string[] => configProblems({ ...config, ...changes }).map(({ path }) => path);
const inNetwork = (changes: Partial<Config['network']>): Partial<Config> => ({ network: { ...network, ...changes } });
const inCell = (changes: Partial<typeof cell>): Partial<Config> => inNetwork({ cells: [{ ...cell, ...changes }] });
const inOrganization = (changes: Partial<Config['organization']>): Partial<Config> => ({ organization: { ...organization, ...changes } });
const exempting = (count: number): Partial<Config> => {
  const principals = Array.from({ length: count }, (_, i) => ({ arn: `arn:aws:iam::*:role/${i + 100}${'x'.repeat(1000)}`, reason: 'x' }));
  return inOrganization({ baseline: { ...organization.baseline, principals } });
};
const assigned = (permissionSet: string, group = 'operators') => ({
  identityCenter: { ...identityCenter, assignments: [{ group, permissionSet }] },
});
const clientsIn = (clientCidr: string) => inNetwork({ ...(network.vpn ? { vpn: { ...network.vpn, clientCidr } } : {}) });
const { vpn: _vpn, ...withoutVpn } = network;
const inVpn = (changes: object) => inNetwork({ vpn: { ...network.vpn, ...changes } as NonNullable<typeof network.vpn> });
const certificate = network.vpn?.serverCertificateArn;
const elsewhere = { providerArn: 'arn:aws:iam::999999999999:saml-provider/vpn', groups: ['g'], sessionHours: 8 };
const { devopsCidr: _devopsCidr, ...withoutBuilds } = network;

test.each(['dev', 'example'])('config/%s.json has nothing wrong', (deployment) => expect(configProblems(configOf(deployment))).toEqual([]));

describe('the address plan', () => {
  test.each<readonly [string, Partial<Config>, string]>([
    ['a pool over the hub', inCell({ pool: '10.0.0.0/12' }), 'network.cells.0.pool'],
    ['a database VPC in the pool', inCell({ databaseCidr: '10.64.0.0/16' }), 'network.cells.0.pool'],
    ["the builds' VPC over the hub", inNetwork({ devopsCidr: '10.0.0.0/17' }), 'network.devopsCidr'],
    ['VPN clients in the hub', clientsIn('10.0.0.0/20'), 'network.vpn.clientCidr'],
    ['a reserved range over the database VPC', inNetwork({ reserved: ['10.1.0.0/24'] }), 'network.reserved.0'],
    ['host bits', inCell({ hubCidr: '10.0.0.1/16' }), 'network.cells.0.hubCidr'],
    ['addresses that no host has', inCell({ hubCidr: '169.254.0.0/20' }), 'network.cells.0.hubCidr'],
    ['a hub too small for the VPN', inCell({ hubCidr: '10.0.0.0/24' }), 'network.cells.0.hubCidr'],
    ['a hub larger than a VPC', inCell({ hubCidr: '10.128.0.0/12' }), 'network.cells.0.hubCidr'],
    ['a database VPC too small', inCell({ databaseCidr: '10.1.0.0/25' }), 'network.cells.0.databaseCidr'],
    ['VPN clients of a size that Client VPN refuses', clientsIn('10.250.0.0/23'), 'network.vpn.clientCidr'],
    ['a size of tenants without room for subnets', inNetwork({ prefix: { default: 20, min: 18, max: 26 } }), 'network.prefix.max'],
    ['sizes out of order', inNetwork({ prefix: { default: 17, min: 18, max: 24 } }), 'network.prefix'],
    ['a pool smaller than its largest range', inCell({ pool: '10.64.0.0/19', capacity: 1 }), 'network.cells.0.pool'],
    ['more tenants than ranges', inCell({ pool: '10.64.0.0/16', capacity: 17 }), 'network.cells.0.capacity'],
    ['builds outside a VPC', { network: withoutBuilds }, 'network.devopsCidr'],
    ['more tenants than peerings beside the builds and the VPN', inCell({ capacity: 124 }), 'network.cells.0.capacity'],
    ['more than beside the builds', { network: { ...withoutVpn, cells: [{ ...cell, capacity: 125 }] } }, 'network.cells.0.capacity'],
    [
      'a second cell',
      inNetwork({ cells: [cell, { ...cell, name: 'b', hubCidr: '10.3.0.0/16', databaseCidr: '10.4.0.0/16', pool: '10.80.0.0/12' }] }),
      'network.cells.1',
    ],
  ])('with %s is refused', (_what, changes, path) => expect(pathsOf(changes)).toContain(path));

  test.each<readonly [string, Partial<Config>]>([
    ['123 tenants beside builds and VPN', inCell({ capacity: 123 })],
    ['124 where there is no VPN', { network: { ...withoutVpn, cells: [{ ...cell, capacity: 124 }] } }],
    ['a small hub where there is no VPN', { network: { ...withoutVpn, cells: [{ ...cell, hubCidr: '10.0.0.0/24' }] } }],
    ['a reserved range in the pool, which tenants then get none of', inNetwork({ reserved: ['10.64.0.0/16', '10.250.0.0/16'] })],
    [
      'the smallest of everything',
      inNetwork({ prefix: { default: 25, min: 25, max: 25 }, cells: [{ ...cell, pool: '10.64.0.0/25', capacity: 1 }] }),
    ],
  ])('with %s is taken', (_what, changes) => expect(pathsOf(changes)).toEqual([]));

  test('is taken only where no two VPCs, pools and clients overlap', () => {
    const range = (low: number, high: number) =>
      fc.tuple(fc.integer({ min: low, max: high }), fc.nat(255)).map(([prefix, block]) => cidrOf(rangeOf(`10.${block}.0.0/${prefix}`)));
    fc.assert(
      fc.property(range(16, 23), range(16, 24), range(12, 16), range(16, 24), range(12, 22), (hub, database, pool, devops, clients) => {
        const taken = pathsOf({
          network: {
            ...network,
            ...(network.vpn ? { vpn: { ...network.vpn, clientCidr: clients } } : {}),
            cells: [{ ...cell, hubCidr: hub, databaseCidr: database, pool, capacity: 1 }],
            devopsCidr: devops,
            reserved: [],
          },
        });
        const all = [hub, database, pool, devops, clients].map(rangeOf);
        const clash = all.some((one, i) => all.slice(0, i).some((other) => overlaps(one, other)));
        expect(taken.length > 0).toBe(clash);
      }),
    );
  });

  test('leaves every tenant a range that subnets can be cut from', () => expect(MAX_TENANT_PREFIX + 3).toBe(28));
});

describe('a configuration', () => {
  test.each<readonly [string, Partial<Config>, string]>([
    ['a text that nobody sees', { ...assigned('TenantOperator', 'oper\u200bators') }, 'identityCenter.assignments.0.group'],
    ['two accounts that are one', { accounts: { ...accounts, devops: accounts.owner } }, 'accounts.devops'],
    ['a root domain in upper case', { rootDomain: 'App.example.com' }, 'rootDomain'],
    ['a root domain with a dot at its end', { rootDomain: 'app.example.com.' }, 'rootDomain'],
    ['a root domain that gets no certificate', { rootDomain: 'es--app.example.com' }, 'rootDomain'],
    ['a reserved slug in upper case', { reservedSlugs: ['status', 'Docs'] }, 'reservedSlugs.1'],
    ["a root domain whose console's name is too long", { rootDomain: `${'a'.repeat(46)}.example` }, 'rootDomain'],
    ['a URL that is none', { publicUrl: '{domain}' }, 'publicUrl'],
    [
      'an address with a character that AWS refuses',
      inOrganization({ emailPattern: 'aws&{tenantId}@example.com' }),
      'organization.emailPattern',
    ],
    ['an address that begins with a dot', inOrganization({ emailPattern: '.{tenantId}@example.com' }), 'organization.emailPattern'],
    ['an address without a dot in its domain', inOrganization({ emailPattern: '{tenantId}@example' }), 'organization.emailPattern'],
    ['two dots in the domain of an address', inOrganization({ emailPattern: '{tenantId}@example..com' }), 'organization.emailPattern'],
    ['the tenant in the domain of an address', inOrganization({ emailPattern: 'aws@{tenantId}.example.com' }), 'organization.emailPattern'],
    ['the tenant twice in an address', inOrganization({ emailPattern: '{tenantId}{tenantId}@e.co' }), 'organization.emailPattern'],
    ['one unit for tenants and quarantine', inOrganization({ quarantineOu: organization.tenantsOu }), 'organization.quarantineOu'],
    ['one unit for bootstrap and quarantine', inOrganization({ bootstrapOu: organization.quarantineOu }), 'organization.bootstrapOu'],
    ['a unit without a name', inOrganization({ tenantsOu: ' ' }), 'organization.tenantsOu'],
    ['principals that fill a service control policy', exempting(8), 'organization.baseline.principals'],
    ['a permission set with a space', assigned('Tenant Operator'), 'identityCenter.assignments.0.permissionSet'],
    ['a permission set of 33 characters', assigned('x'.repeat(33)), 'identityCenter.assignments.0.permissionSet'],
    [
      'two answers of what a permission set allows',
      {
        identityCenter: {
          ...identityCenter,
          assignments: [
            { group: 'a', permissionSet: 'One', rights: 'view' as const },
            { group: 'b', permissionSet: 'One', rights: 'operate' as const },
          ],
        },
      },
      'identityCenter.assignments.1.rights',
    ],
    ['a group without a name', assigned('TenantOperator', ''), 'identityCenter.assignments.0.group'],
    ['a budget with an exponent', { budget: { ...config.budget, monthlyUsd: 1e21 } }, 'budget.monthlyUsd'],
    ['an alert to 129 characters', { budget: { ...config.budget, alertEmail: `a@${'b'.repeat(119)}.example` } }, 'budget.alertEmail'],
    ['a variable that AWS keeps', { commonVariables: { AWS_REGION: 'x' } }, 'commonVariables.AWS_REGION'],
    ['a variable by which Node runs code', { commonVariables: { NODE_OPTIONS: '--import=x' } }, 'commonVariables.NODE_OPTIONS'],
    ['a variable with a line break', { commonVariables: { APP_THEME: 'a\nb' } }, 'commonVariables.APP_THEME'],
    ['a level of logs that there is not', { commonVariables: { LOG_LEVEL: 'LOUD' } }, 'commonVariables.LOG_LEVEL'],
    ['a repository twice', { repositories: ['database', 'api', 'ui', 'api'] }, 'repositories.3'],
    ['a repository that is missing', { repositories: ['database', 'api'] }, 'repositories'],
    ['a cell without a letter', inCell({ name: '-' }), 'network.cells.0.name'],
    ['a region that new accounts do not have', { region: 'eu-south-1' }, 'region'],
    ['a zone of another region', inNetwork({ zoneIds: ['use1-az1', 'euc1-az1'] }), 'network.zoneIds.1'],
    ['a zone by name', inNetwork({ zoneIds: ['us-east-1a', 'use1-az2'] }), 'network.zoneIds.0'],
    ['a local zone', inNetwork({ zoneIds: ['use1-az1', 'use1-bos1-az1'] }), 'network.zoneIds.1'],
    ['one zone twice', inNetwork({ zoneIds: ['use1-az1', 'use1-az1'] }), 'network.zoneIds.1'],
    [
      'a VPN certificate of another region',
      { region: 'eu-central-1', ...inNetwork({ zoneIds: ['euc1-az1', 'euc1-az2'] }) },
      'network.vpn.serverCertificateArn',
    ],
    ['a VPN with a certificate alone, in production', inVpn({ saml: undefined, clientCertificateArn: certificate }), 'network.vpn.saml'],
    ['a VPN that nobody gets into', { production: false, ...inVpn({ saml: undefined }) }, 'network.vpn'],
    ['a SAML provider of another account', inVpn({ saml: elsewhere }), 'network.vpn.saml.providerArn'],
    ['a rest of less than nothing', inNetwork({ quarantineHours: -1 }), 'network.quarantineHours'],
  ])('with %s is refused: field and fix are named', (_what, changes, path) => {
    expect(configProblems({ ...config, ...changes })).toContainEqual({
      path,
      problem: expect.stringMatching(/./),
      fix: expect.stringMatching(/./),
    });
  });

  test('with a label that gets no certificate is told why', () => {
    expect(configProblems({ ...config, rootDomain: 'es--app.example.com' })).toMatchObject([
      { path: 'rootDomain', problem: '"es--app" has hyphens in places 3 and 4, and gets no certificate' },
    ]);
    expect(pathsOf({ rootDomain: 'xn--mller-kva.example.com' })).toEqual([]);
  });

  test('with several mistakes is told all of them', () => {
    expect(pathsOf({ rootDomain: 'App', ...inCell({ hubCidr: '10.0.0.1/16' }) })).toEqual(['rootDomain', 'network.cells.0.hubCidr']);
  });
});
