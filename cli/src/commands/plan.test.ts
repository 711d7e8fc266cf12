import { describe, expect, test } from '@jest/globals';
import { TenantRequest } from '@tenantry/admin-service/contract/tenant-request';
import { commandFixture } from '../testing/fixture.ts';
import { plan, quota } from '../testing/operation-samples.ts';

const { terminal, taken } = commandFixture();

describe('plan', () => {
  test('says what it would create, take and cost', async () => {
    const { code, out } = await terminal({ 'POST /plan': () => plan() }).tenantry(
      'plan',
      '--name',
      'Mercy Hospital',
      '--cidr-prefix',
      '20',
      '--var',
      'APP_A=1=2',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/possible; nothing was created/);
    expect(out).toMatch(/takes +about 8 min \(15 min one after the other\)/);
    expect(out).toMatch(/costs +\$38.40 per month/);
    expect(out).toMatch(/NAT gateway +1 × 730 hours +\$0.048 per hour +\$35.04/);
    expect(out).toMatch(/network +\+1 min 15 s +1 min 40 s +3: 2 EC2::Subnet, EC2::VPC/);
    expect(taken()).toMatchObject([{ body: { name: 'Mercy Hospital', plan: 'standard', cidrPrefix: 20, variables: { APP_A: '1=2' } } }]);
  });

  test('needs no person, and looks at the address of one that is given', async () => {
    const { tenantry } = terminal({ 'POST /plan': () => plan() });
    await tenantry('plan', '--name', 'Mercy Hospital');
    await tenantry('plan', '--name', 'Mercy Hospital', '--admin-email', 'it@mercy.example');
    const bodies = taken().map(({ body }) => TenantRequest.omit({ slug: true }).safeParse(body));
    expect(bodies.map(({ success }) => success)).toEqual([true, true]);
    expect(bodies[1]?.data).toMatchObject({ adminEmail: 'it@mercy.example' });
  });

  test('names what is not known, which may be in the way, and is shown as unknown and not as room', async () => {
    const unread = 'The quota of accounts could not be read (Service Quotas GetServiceQuota: AccessDeniedException).';
    const { free: _free, limit: _limit, ...rest } = quota({ unknown: unread });
    const { code, out } = await terminal({ 'POST /plan': () => plan({ unknown: [unread], quotas: [rest] }) }).tenantry('plan');
    expect(code).toBe(0);
    expect(out).toContain(`possible, as far as is known; nothing was created or claimed\n  not known: ${unread}`);
    expect(out).toMatch(/Accounts of the organization +7 +unknown +unknown/);
  });

  test('that is not possible ends with 8 and says why, field by field and quota by quota', async () => {
    const no = plan({
      possible: false,
      problems: [{ field: '/adminEmail', problem: 'no e-mail address', fix: 'Write name@example.com.' }],
      refusals: [{ quota: 'accounts', reason: '10 of 10 are used.', fix: 'Ask AWS for more.' }],
    });
    const { code, out } = await terminal({ 'POST /plan': () => no }).tenantry('plan');
    expect(code).toBe(8);
    expect(out).toContain('--admin-email: no e-mail address\n    fix: Write name@example.com.');
    expect(out).toContain('accounts: 10 of 10 are used.\n    fix: Ask AWS for more.');
    expect(JSON.parse((await terminal({ 'POST /plan': () => no }).tenantry('plan', '--json')).out)).toEqual(no);
  });
});
