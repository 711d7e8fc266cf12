import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { checkNeighbours } from './neighbours.ts';
import { scripted } from './testing/scripted.ts';

const OURS = { tenantsOu: 'Tenants', quarantineOu: 'Quarantine', bootstrapOu: 'Bootstrap' };
type Tags = Readonly<Record<string, string>>;
/** An organization with units that have these tags. */
const organization = (...units: readonly Tags[]): OrganizationsClient =>
  scripted(new OrganizationsClient({ region: 'us-east-1' }), (operation, input) => {
    if (operation === 'ListOrganizationalUnitsForParent')
      return { OrganizationalUnits: units.map((_, i) => ({ Id: `ou-${i}`, Name: `Unit ${i}` })) };
    const tags = units[Number(String((input as { ResourceId: string }).ResourceId).slice(3))] ?? {};
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }).client;
const unitOf = (deployment: string, production?: boolean): Tags => ({
  'tenantry:stage': deployment,
  ...(production === undefined ? {} : { 'tenantry:production': String(production) }),
});
const check = (client: OrganizationsClient, deployment: string, production: boolean) =>
  checkNeighbours(client, 'r-1', deployment, { production, organization: OURS });

test('a deployment with developers is refused beside production, and the message says what to do', async () => {
  await expect(check(organization({}, unitOf('live', true)), 'try', false)).rejects.toThrow(
    'config/try.json: production is false, and the organization has the deployment live (unit Unit 1): developers of try could reach accounts of live. Give try an organization of its own',
  );
});

test('production is refused beside a deployment with developers', async () => {
  await expect(check(organization(unitOf('try', false)), 'live', true)).rejects.toThrow('developers of try could reach accounts of live');
});

test('units that do not say count as those of real tenants', async () => {
  await expect(check(organization(unitOf('old')), 'try', false)).rejects.toThrow('deployment old');
  await check(organization(unitOf('old')), 'live', true);
});

test('its own units, those of nobody, and deployments of its kind are no matter', async () => {
  await check(organization({}, unitOf('try', false), unitOf('other', false)), 'try', false);
  await check(organization({}, unitOf('live', true), unitOf('other', true)), 'live', true);
  // What is changed from one kind to the other has its own old tags.
  await check(organization(unitOf('live', false)), 'live', true);
});

test.each(Object.entries(OURS))(
  'organization.%s is refused where somebody else has a unit of that name, and the message names the field',
  async (field, name) => {
    const named = (tags: Tags): OrganizationsClient =>
      scripted(new OrganizationsClient({ region: 'us-east-1' }), (operation) =>
        operation === 'ListOrganizationalUnitsForParent'
          ? { OrganizationalUnits: [{ Id: 'ou-1', Name: name }] }
          : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      ).client;
    await expect(check(named(unitOf('live', true)), 'staging', true)).rejects.toThrow(
      `config/staging.json: organization.${field} is ${name}, a unit that the deployment live has in the organization already: choose a name that only staging has, e.g. "${name} staging"`,
    );
    await expect(check(named({}), 'staging', true)).rejects.toThrow('a unit that somebody else has');
    await check(named(unitOf('staging', true)), 'staging', true);
  },
);
