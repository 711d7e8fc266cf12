import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { administrator, before, MERCY, stalledNetwork, summary, tenant, timeline, working } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const found = { 'GET /tenants': () => ({ tenants: [summary()] }), 'GET /tenants/{id}': () => tenant() };

describe('show', () => {
  test('names stage, step, call, error and fix of what has stalled, and the command for it', async () => {
    const stuck = tenant({ state: 'stalled', stages: [stalledNetwork()] });
    const { out } = await terminal({ ...found, 'GET /tenants/{id}': () => stuck }).tenantry('show', 'mercy');
    for (const part of [
      'stage network',
      'step natGateway',
      'EC2 CreateNatGateway',
      'NatGatewayLimitExceeded',
      'Raise the quota',
      'tenantry retry mercy network',
    ])
      expect(out).toContain(part);
  });

  test('says in full what is tried again by itself', async () => {
    const retrying = working('network', 'natGateway', { state: 'retrying', reason: `Throttling: ${'slow down '.repeat(30)}end` });
    const shell = terminal(
      { ...found, 'GET /tenants/{id}': () => tenant({ state: 'onboarding', stages: [retrying] }) },
      { isTTY: true, columns: 80 },
    );
    expect((await shell.tenantry('show', 'mercy')).out).toContain('slow down end');
  });

  test('says call, code and fix of what is tried again, and calls it no failure', async () => {
    const retrying = { ...stalledNetwork(), state: 'retrying' as const };
    const { out } = await terminal({ ...found, 'GET /tenants/{id}': () => tenant({ state: 'onboarding', stages: [retrying] }) }).tenantry(
      'show',
      'mercy',
    );
    for (const part of ['tries step natGateway again by itself', 'EC2 CreateNatGateway: NatGatewayLimitExceeded', 'fix: Raise the quota'])
      expect(out).toContain(part);
    expect(out).not.toContain('has retrying');
  });

  test('says which stage has been quiet for too long, and what to do', async () => {
    const quiet = {
      stage: 'network',
      step: 'natAvailable',
      since: before(7_200),
      expectedBy: before(3_600),
      advice: 'Look at the gateway.',
    };
    const { out } = await terminal({ ...found, 'GET /tenants/{id}': () => tenant({ quietSince: before(7_200), quiet }) }).tenantry(
      'show',
      'mercy',
    );
    expect(out).toContain('stage network has been quiet for 2 h at step natAvailable');
    expect(out).toContain('fix: Look at the gateway.');
  });

  test('says that an invitation has expired, who sends the mail, and how much came back', async () => {
    const answers = { ...found, 'GET /tenants/{id}/administrator': () => administrator };
    const { out } = await terminal(answers).tenantry('show', 'mercy');
    expect(out).toContain('expired 2 d ago: send the invitation again');
    expect(out).toContain("from the tenant's own domain, by SES");
    expect(out).toContain('no more to 1 address that mail came back from and 0 addresses that called it unwanted, last 1 h ago');
    expect(JSON.parse((await terminal(answers).tenantry('show', 'mercy', '--json')).out)).toMatchObject({ administrator });
  });

  test('shows the rest where nobody can say how the administrator stands, and asks nobody about a tenant that is not ready', async () => {
    const { code, out } = await terminal(found).tenantry('show', 'mercy');
    expect([code, out]).toEqual([0, expect.stringContaining('unknown: ')]);
    const young = () => tenant({ state: 'onboarding', readyAt: undefined });
    expect((await terminal({ ...found, 'GET /tenants/{id}': young }).tenantry('show', 'mercy')).out).not.toContain('invitation');
    expect(taken('GET /tenants/{id}/administrator')).toHaveLength(1);
  });

  test('says what was left alone on purpose when the tenant was off-boarded', async () => {
    const remains = [{ what: 'IAM role AWSControlTowerExecution', why: 'of the organization: AWS Control Tower' }];
    const offboarding = { at: before(60), reason: 'the contract has ended', export: false, remains };
    const { out } = await terminal({ ...found, 'GET /tenants/{id}': () => tenant({ state: 'offboarded', offboarding }) }).tenantry(
      'show',
      'mercy',
    );
    expect(out).toContain('IAM role AWSControlTowerExecution (of the organization: AWS Control Tower)');
  });

  test('says who, where, since when, and what may be asked for', async () => {
    const { out } = await terminal(found).tenantry('show', 'mercy');
    expect(out).toMatch(/Mercy Hospital {2}ready/);
    expect(out).toMatch(/requested +2026-11-24T10:00:00.000Z \(2 h ago\)/);
    expect(out).toMatch(/you can +variables, retry, offboard, replay/);
    expect(out).toContain('network 1, dns 1');
  });

  test('shows every resource, step and event when asked to', async () => {
    const answers = { ...found, 'GET /tenants/{id}/timeline': () => timeline };
    const { out } = await terminal(answers).tenantry('show', 'mercy', '--resources', '--steps', '--events');
    expect(out).toMatch(/network +AWS::EC2::VPC +1 +vpc-1 +tenant 100000000006/);
    expect(out).toMatch(
      /natAvailable #2 +1 min 30 s +1 min 35 s +waited for NAT gateway nat-1 to become available; tried again 1×: Throttling/,
    );
    expect(out).toMatch(/Retry of network, \S+, by ada: done after 1 min 30 s/);
    expect(out).toMatch(/On-boarding, \S+: done after 3 min 20 s/);
    expect(out).toMatch(/AccountReady/);
  });

  test('as JSON is the tenant, with its timeline when that was asked for', async () => {
    const answers = { ...found, 'GET /tenants/{id}/timeline': () => timeline };
    expect(JSON.parse((await terminal(answers).tenantry('show', MERCY, '--json')).out)).toEqual(tenant());
    const { steps, events, episodes } = timeline;
    expect(JSON.parse((await terminal(answers).tenantry('show', MERCY, '--json', '--steps')).out)).toEqual({
      ...tenant(),
      timeline: { steps, episodes, events },
    });
  });
});
