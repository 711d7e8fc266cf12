import { describe, expect, test } from '@jest/globals';
import { needing } from '../testing/attention-samples.ts';
import { commandFixture } from '../testing/fixture.ts';
import { before, summary } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();

describe('list', () => {
  const page = { tenants: [summary(), summary({ slug: 'lakeside', state: 'stalled', stalled: ['network'] })], cursor: 'next' };

  test('shows a line per tenant, and how the next page is got', async () => {
    const { tenantry } = terminal({ 'GET /tenants': () => page });
    const { code, out, err } = await tenantry('list');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toMatchObject([
      ['TENANT', 'STATE'],
      ['mercy', 'ready'],
      ['lakeside', 'stalled'],
      [''],
    ]);
    expect(out).toContain('stalled: network');
    expect(err).toContain('--cursor next');
  });

  test('as JSON is what the API answered, and nothing else', async () => {
    const { tenantry } = terminal({ 'GET /tenants': () => page });
    const { out, err } = await tenantry('list', '--json', '--state', 'ready', '--search', 'mer', '--limit', '5', '--cursor', 'here');
    expect(JSON.parse(out)).toEqual(page);
    expect(err).toBe('');
    expect(taken()).toMatchObject([{ query: { state: 'ready', search: 'mer', limit: 5, cursor: 'here' } }]);
  });

  test('says of which tenant nothing was heard for too long', async () => {
    const answers = { 'GET /tenants': () => ({ tenants: [summary({ quietSince: before(7_200), activity: 'network: NAT gateway' })] }) };
    expect((await terminal(answers).tenantry('list')).out).toContain('quiet for 2 h: network: NAT gateway');
    const atNothing = { 'GET /tenants': () => ({ tenants: [summary({ quietSince: before(7_200) })] }) };
    expect((await terminal(atNothing).tenantry('list')).out).toMatch(/quiet for 2 h\n/);
  });

  test('says where a tenant is quiet, and nothing after that where it is at nothing', async () => {
    const quiet = needing({ kind: 'quiet', stage: 'account', since: before(4_080) });
    expect((await terminal({ 'GET /tenants': () => ({ tenants: [quiet] }) }).tenantry('list')).out).toMatch(
      /quiet for 1 h 8 min at account\n/,
    );
  });

  test('with --all goes through every page', async () => {
    const { tenantry } = terminal({
      'GET /tenants': ({ query }) => (query.cursor ? { tenants: [summary()] } : { tenants: [summary()], cursor: 'next' }),
    });
    const { out } = await tenantry('list', '--all', '--json');
    expect(JSON.parse(out)).toMatchObject({ tenants: [{ slug: 'mercy' }, { slug: 'mercy' }] });
  });

  test('sorts all pages by a column', async () => {
    const { tenantry } = terminal({
      'GET /tenants': ({ query }) =>
        query.cursor ? { tenants: [summary({ slug: 'abbey' })] } : { tenants: [summary(), summary({ slug: 'lakeside' })], cursor: 'next' },
    });
    const { tenants } = JSON.parse((await tenantry('list', '--sort', 'slug', '--json')).out) as { tenants: { slug: string }[] };
    expect(tenants.map(({ slug }) => slug)).toEqual(['abbey', 'lakeside', 'mercy']);
    expect((await tenantry('list', '--sort', 'colour')).code).toBe(2);
  });

  test('as CSV is a line for each tenant, of which no cell is a formula', async () => {
    const tenants = [summary({ name: '=HYPERLINK("x")' }), needing()];
    const { out, err } = await terminal({ 'GET /tenants': () => ({ tenants }) }).tenantry('list', '--csv');
    const lines = out.split('\r\n');
    expect([lines.length, err]).toEqual([4, '']);
    expect(lines[0]).toMatch(/^"tenant id","slug","name",/);
    expect(lines[1]).toContain('"mercy","\'=HYPERLINK(""x"")"');
    expect(lines[2]).toContain('"stalled network"');
  });

  test('cuts lines at the width of a terminal, and leaves them whole in a pipe', async () => {
    const answers = { 'GET /tenants': () => ({ tenants: [summary({ activity: 'a'.repeat(300) })] }) };
    const long = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
    expect(long((await terminal(answers, { isTTY: true, columns: 80, env: { NO_COLOR: '1' } }).tenantry('list')).out)).toBe(80);
    expect(long((await terminal(answers).tenantry('list')).out)).toBeGreaterThan(300);
  });

  test('is coloured in a terminal only, and never with NO_COLOR', async () => {
    const answers = { 'GET /tenants': () => ({ tenants: [summary()] }) };
    expect((await terminal(answers, { isTTY: true }).tenantry('list')).out).toContain('\u001b[32mready');
    expect((await terminal(answers, { isTTY: true, env: { NO_COLOR: '1' } }).tenantry('list')).out).not.toContain('\u001b');
    expect((await terminal(answers).tenantry('list')).out).not.toContain('\u001b');
  });
});
