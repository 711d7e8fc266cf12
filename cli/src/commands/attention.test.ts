import { describe, expect, test } from '@jest/globals';
import { attention as counts, needing } from '../testing/attention-samples.ts';
import { commandFixture } from '../testing/fixture.ts';
import { before, MERCY, stalledNetwork, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();

describe('attention list', () => {
  test('says of a live tenant why it needs attention, what to do, and the command for it', async () => {
    const { code, out } = await terminal({ 'GET /tenants': () => ({ tenants: [needing()] }) }).tenantry('attention', 'list');
    expect(code).toBe(0);
    expect(out).toContain('mercy: stalled for 5 min: Stage network stalled at natGateway');
    expect(out).toContain('EC2 CreateNatGateway: NatGatewayLimitExceeded');
    expect(out).toContain('fix: Raise the quota');
    expect(out).toContain('then: tenantry retry mercy network\n');
    expect(taken('GET /tenants')).toMatchObject([{ query: { attention: 'any' } }]);
  });

  test('says what is being done about it, and no command while a retry is at work', async () => {
    const signed = { at: before(60), by: 'user-1', byName: 'ada', reason: 'AWS has the case' };
    const handled = { isRetried: true, silenced: { ...signed, until: before(-3_600) }, assigned: { ...signed, to: 'grace' } };
    const { out } = await terminal({ 'GET /tenants': () => ({ tenants: [needing(handled)] }) }).tenantry('attention', 'list');
    expect(out).toContain('It is being tried again.');
    expect(out).not.toContain('then:');
    expect(out).toMatch(/silenced until \S+ by ada, 1 min ago: AWS has the case/);
    expect(out).toContain('assigned to grace by ada');
  });

  test('of nothing says of how many', async () => {
    const { out } = await terminal({ 'GET /tenants': () => ({ tenants: [] }), 'GET /attention': () => counts() }).tenantry(
      'attention',
      'list',
    );
    expect(out).toBe('none of 34 needs attention\n');
  });
});

describe('attention acknowledge, assign, silence and unsilence', () => {
  const answers = { 'POST /tenants/{id}/attention': () => ({ tenantId: MERCY }), 'GET /tenants': () => ({ tenants: [summary()] }) };
  test.each([
    [['acknowledge', 'mercy'], { handling: 'acknowledged' }],
    [['assign', 'mercy', '--to', 'ada', '--kind', 'stalled'], { handling: 'assigned', to: 'ada', kind: 'stalled' }],
    [['unsilence', 'mercy', '--kind', 'stalled'], { handling: 'unsilenced', kind: 'stalled' }],
    [['silence', 'mercy', '--for', '6h', '--stage', 'network'], { handling: 'silenced', until: before(-6 * 3_600), stage: 'network' }],
  ])('%j', async (args, body) => {
    const { code, out } = await terminal(answers).tenantry('attention', ...args, '--reason', 'AWS has the case');
    expect([code, out]).toEqual([0, expect.stringContaining(`mercy: ${body.handling}`)]);
    expect(taken('POST /tenants/{id}/attention')).toEqual([
      expect.objectContaining({ path: { id: MERCY }, body: { reason: 'AWS has the case', ...body } }),
    ]);
  });

  test('need a reason', async () => {
    const { code, err } = await terminal(answers).tenantry('attention', 'acknowledge', 'mercy');
    expect([code, err]).toEqual([2, expect.stringContaining('--reason is missing')]);
  });
});

describe('list', () => {
  const page = { tenants: [] };
  test('asks for what needs attention, for kinds of it, and for what became of tenants', async () => {
    const { tenantry } = terminal({ 'GET /tenants': () => page, 'GET /attention': () => counts() });
    await tenantry('list', '--attention', '--state', 'ready');
    await tenantry('list', '--attention', 'stalled,quiet');
    await tenantry('list', '--outcome', 'rolledBack');
    expect(taken('GET /tenants').map(({ query }) => query)).toMatchObject([
      { attention: 'any', state: 'ready' },
      { attention: 'stalled,quiet' },
      { outcome: 'rolledBack' },
    ]);
  });

  test.each([
    [['--attention'], 'none of 34 needs attention\n'],
    [['--attention', 'quiet', '--state', 'ready'], 'none of 34 is ready and needs attention: quiet\n'],
    [['--state', 'failed'], 'none of 34 is failed\n'],
    [['--search', 'mer'], 'none of 34 fits "mer"\n'],
    [['--state', 'stalled'], 'none of 34 is stalled; in another state a stage of 1 has stalled: tenantry list --attention stalled\n'],
  ])('%j of nothing says of how many', async (args, text) => {
    const answers = { 'GET /tenants': () => page, 'GET /attention': () => counts({ stalled: 1 }) };
    expect((await terminal(answers).tenantry('list', ...args)).out).toBe(text);
  });

  test('says what a ready tenant needs attention for, and that another was rolled back', async () => {
    const gone = summary({ slug: 'lakeside', state: 'offboarded', outcome: 'rolledBack' });
    const { out } = await terminal({
      'GET /tenants': () => ({ tenants: [needing({ silenced: { at: before(9), by: 'u', reason: 'known' } }), gone] }),
    }).tenantry('list');
    expect(out).toContain('stalled network, silenced');
    expect(out).toMatch(/lakeside +rolled back/);
  });
});

test('a tenant that was rolled back says which call failed, and how it is on-boarded again; nothing is left to retry', async () => {
  const rolledBack = {
    kind: 'rolledBack' as const,
    since: before(300),
    reason:
      'Stage network failed at natGateway: EC2 CreateNatGateway answered InvalidParameterValue. Everything that it created is removed.',
    advice: 'Remove the cause, then on-board the tenant again: its name is free.',
    action: 'onboardAgain' as const,
    link: 'docs/runbook.md#a-tenant-was-rolled-back',
  };
  const gone = tenant({ state: 'offboarded', outcome: 'rolledBack', actions: [], attention: [rolledBack], stages: [stalledNetwork()] });
  const { out } = await terminal({ 'GET /tenants/{id}': () => gone }).tenantry('show', MERCY);
  expect(out).toContain('EC2 CreateNatGateway answered InvalidParameterValue');
  expect(out).toContain('then: tenantry onboard --again mercy');
  expect(out).not.toContain('tenantry retry');
});

describe('onboard --again', () => {
  const gone = tenant({ state: 'offboarded', outcome: 'rolledBack', plan: 'gold', configuration: { cidrPrefix: 22 } });
  const found = { 'GET /tenants': () => ({ tenants: [summary({ state: 'offboarded' })] }) };
  test('asks for a tenant with the slug, the plan and the size that the other had', async () => {
    const answers = { ...found, 'GET /tenants/{id}': () => gone, 'POST /tenants': () => ({ tenantId: MERCY }) };
    const { code } = await terminal(answers).tenantry(
      'onboard',
      '--again',
      'mercy',
      '--name',
      'Mercy',
      '--admin-email',
      'it@mercy.example',
    );
    expect(code).toBe(0);
    expect(taken('POST /tenants')).toMatchObject([{ body: { name: 'Mercy', slug: 'mercy', plan: 'gold', cidrPrefix: 22 } }]);
  });
  test('is refused while the other is still being removed', async () => {
    const going = { ...gone, state: 'offboarding' as const, outcome: 'failed' as const };
    const { code, err } = await terminal({ ...found, 'GET /tenants/{id}': () => going }).tenantry('onboard', '--again', 'mercy');
    expect([code, err]).toEqual([5, expect.stringContaining('tenantry watch mercy')]);
  });
});
