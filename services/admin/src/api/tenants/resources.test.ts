import { describe, expect, test } from '@jest/globals';
import { resourceCount } from '@tenantry/api-client/resource-count';
import { FORWARD, LAST, STAGES, stageNamed } from '@tenantry/saga/stages';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { evolve, freshHistory } from '../../model/history.ts';
import { planOf } from '../plan/plan.ts';
import { resourcesOf } from './resources.ts';

const TENANT = '01JD0000000000000000000000';
const zone = {
  deployment: 'dev',
  config: { ...configOf('dev'), awsConsole: { links: true, traces: true } },
  owner: {},
  production: { hostedZoneId: 'Z1' },
  cells: [],
} as unknown as LandingZone;
type Said = readonly [name: string, detail?: object];
/** What is listed after these events, each a second after the one before. */
const after = (...said: readonly Said[]) => {
  const facts = said.map(([name, detail = {}], i) => ({
    name,
    eventId: `${TENANT}/${i}`,
    at: new Date(Date.parse('2026-11-24T09:00:00Z') + i * 1000).toISOString(),
    causedBy: '',
    detail: { ...detail },
  }));
  return resourcesOf(facts.reduce(evolve, freshHistory(TENANT)), zone);
};
const types = (listed: ReturnType<typeof after>) => listed.map(({ type }) => type);
const progress = (stage: string, step: string, state: string, direction = 'ensure'): Said => [
  'StageProgressed',
  { stage, step, state, direction, generation: 1 },
];
const published = FORWARD.flatMap(({ entries }) => entries.flatMap((entry): Said[] => ('publishes' in entry ? [[entry.publishes]] : [])));
const counts = (of: readonly { readonly type: string; readonly count?: number | undefined }[]) => {
  const sum: Record<string, number> = {};
  for (const { type, count = 1 } of of) sum[type] = (sum[type] ?? 0) + count;
  return sum;
};

/** Types that network's steps create before this one. */
const createdBefore = (step: string): string[] => {
  const { steps } = stageNamed('network');
  const before = steps.slice(
    0,
    steps.findIndex(({ name }) => name === step),
  );
  return before.flatMap(({ creates }) => creates.map(({ type }) => type));
};

describe('the resources of a tenant', () => {
  test('of one that is ready are those that the plan said, type by type', () => {
    const plan = planOf({ zone, problems: [], quotas: [] });
    const listed = after(...published);
    expect(counts(listed)).toEqual(counts(plan.stages.flatMap(({ steps }) => steps).flatMap(({ creates }) => creates)));
    expect(resourceCount(listed)).toBe(plan.resources);
  });

  test('have the ids that events name, and one line each', () => {
    const subnets = { publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'] };
    const listed = after(['NetworkPeered', { vpcId: 'vpc-1', ...subnets }]);
    expect(listed).toContainEqual(expect.objectContaining({ type: 'AWS::EC2::VPC', id: 'vpc-1', account: 'tenant' }));
    expect(listed.filter(({ type }) => type === 'AWS::EC2::Subnet').map(({ id }) => id)).toEqual([
      ...subnets.publicSubnetIds,
      ...subnets.privateSubnetIds,
    ]);
  });

  test('that no event names are listed without an id, several of them in one line', () => {
    const routes = after(['NetworkPeered']).filter(({ type }) => type === 'AWS::EC2::Route');
    expect(routes).toMatchObject([
      { id: '', account: 'tenant', count: 6 },
      { id: '', account: 'networking', count: 2 },
    ]);
  });

  test('of a stage at work are those of the steps that are done', () => {
    expect(types(after(progress('network', 'subnets', 'started')))).toEqual(createdBefore('subnets'));
    expect(types(after(progress('network', 'subnets', 'done')))).toEqual([...createdBefore('subnets'), 'AWS::EC2::Subnet']);
  });

  test('of a stage that has stopped half-way have the ids that its steps told, with the way to them', () => {
    const did = (step: string, ...created: readonly { readonly type: string; readonly id: string }[]): Said => [
      'StageProgressed',
      { stage: 'network', step, state: 'done', direction: 'ensure', generation: 1, created },
    ];
    const stopped: readonly Said[] = [
      did('vpc', { type: 'AWS::EC2::VPC', id: 'vpc-1' }),
      did('subnets', ...['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4'].map((id) => ({ type: 'AWS::EC2::Subnet', id }))),
      did('internetGateway', { type: 'AWS::EC2::InternetGateway', id: 'igw-1' }),
      did('staticIp', { type: 'AWS::EC2::EIP', id: '203.0.113.9' }),
      progress('network', 'natGateway', 'started'),
      ['StageStalled', { stage: 'network', step: 'natGateway', generation: 1, code: 'NatGatewayLimitExceeded' }],
    ];
    const ids = ['vpc-1', 'subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'igw-1', '203.0.113.9'];
    expect(after(...stopped).map(({ id }) => id)).toEqual(ids);
    for (const { id, consoleUrl } of after(...stopped)) expect(consoleUrl).toContain(id);
    // A retry verifies from the beginning: nothing goes meanwhile.
    const again: Said = [
      'StageProgressed',
      { stage: 'network', step: 'isolatedRoutes', state: 'started', direction: 'ensure', generation: 2 },
    ];
    expect(after(...stopped, again).map(({ id }) => id)).toEqual(ids);
    expect(after(...stopped, progress('network', 'staticIp', 'done', 'remove')).map(({ id }) => id)).toEqual(ids.slice(0, -1));
  });

  test('are a line for each record of a domain, which lead to their zone', () => {
    const record = (step: string, created: readonly object[]): Said => [
      'StageProgressed',
      { stage: 'dns', step, state: 'done', direction: 'ensure', generation: 1, created },
    ];
    const created = ['_x.mercy.app CNAME', 'mercy.app A', 'mercy.app AAAA', 'k._domainkey.mercy.app CNAME'].map((id) => ({
      type: 'AWS::Route53::RecordSet',
      id,
    }));
    const records = after(record('validationRecord', created.slice(0, 1)), record('records', created.slice(1)));
    expect(records.map(({ id, count }) => [id, count])).toEqual(created.map(({ id }) => [id, undefined]));
    for (const { consoleUrl } of records) expect(consoleUrl).toContain('/Z1');
  });

  test('lead nowhere where the configuration says that nobody opens the AWS console', () => {
    const closed = { ...zone, config: { ...zone.config, awsConsole: { links: false, traces: false } } };
    const history = [{ name: 'NetworkPeered', eventId: 'e', at: '2026-11-24T09:00:00Z', causedBy: '', detail: { vpcId: 'vpc-1' } }];
    const listed = resourcesOf(history.reduce(evolve, freshHistory(TENANT)), closed);
    expect(listed.length).toBeGreaterThan(5);
    expect(new Set(listed.map(({ consoleUrl }) => consoleUrl))).toEqual(new Set(['']));
  });

  test('go with their steps, the last first, and with the event that says that all are gone', () => {
    const back = (step: string, state: string) => types(after(['NetworkPeered'], progress('network', step, state, 'remove')));
    expect(back('internetGateway', 'started')).toContain('AWS::EC2::InternetGateway');
    expect(back('internetGateway', 'done')).toEqual(createdBefore('internetGateway'));
    expect(types(after(['NetworkPeered'], ['NetworkRemoved']))).toEqual([]);
    expect(after(...published, ...STAGES.filter(({ name }) => name !== LAST).map(({ removed }): Said => [removed]))).toEqual([]);
  });
});
