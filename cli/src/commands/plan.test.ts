import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { plan } from '../testing/operation-samples.ts';

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
      'A=1=2',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/possible; nothing was created/);
    expect(out).toMatch(/takes +about 8 min \(15 min one after the other\)/);
    expect(out).toMatch(/costs +\$38.40 per month/);
    expect(out).toMatch(/network +\+1 min 15 s +1 min 40 s +3: 2 EC2::Subnet, EC2::VPC/);
    expect(taken()).toMatchObject([{ body: { name: 'Mercy Hospital', plan: 'standard', cidrPrefix: 20, variables: { A: '1=2' } } }]);
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
