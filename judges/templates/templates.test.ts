import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentOf } from './document.ts';
import { ROOT } from './root.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-templates-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command without any of the caller's AWS settings. */
const templates = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'judges/templates/main.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS')),
  });

describe('npm run templates', () => {
  const out = path.join(folder, 'all');
  let result: ReturnType<typeof templates>;
  beforeAll(() => {
    result = templates('--out', out, '--stage', 'prod', '--config', 'config/example.json');
  });

  test('writes a template per stack of every account, without credentials', () => {
    expect(result.stderr).toBe('');
    const written = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = written.map(({ parentPath, name }) => path.relative(out, path.join(parentPath, name))).sort();
    expect(files).toEqual([
      'devops/us-east-1/tenantry-prod-landing-zone.json',
      'networking/us-east-1/tenantry-prod-landing-zone.json',
      'owner/us-east-1/tenantry-prod-landing-zone.json',
      'production/us-east-1/tenantry-prod-landing-zone-console.json',
      'production/us-east-1/tenantry-prod-landing-zone-dnssec.json',
      'production/us-east-1/tenantry-prod-landing-zone.json',
      ...['account', 'admin', 'console', 'dns', 'edge', 'events'].map((name) => `super-admin/us-east-1/tenantry-prod-${name}.json`),
      ...['-console-parameters', '-console', '-routes', ''].map((name) => `super-admin/us-east-1/tenantry-prod-landing-zone${name}.json`),
      ...['network', 'notifications', 'offboard', 'pipeline'].map((name) => `super-admin/us-east-1/tenantry-prod-${name}.json`),
      'tenant/us-east-1/tenantry-TENANT-api.yml',
      'tenant/us-east-1/tenantry-prod-baseline-sweep.json',
      'tenant/us-east-1/tenantry-prod-baseline.json',
    ]);
    for (const file of files) expect(Object.keys(documentOf(readFileSync(path.join(out, file), 'utf8')).Resources)).not.toEqual([]);
    expect(result.stdout.trim().split('\n')).toHaveLength(files.length);
  });

  test('takes the configuration that it is given, for the services too', () => {
    const dns = readFileSync(path.join(out, 'super-admin/us-east-1/tenantry-prod-dns.json'), 'utf8');
    const { accounts } = JSON.parse(readFileSync(path.join(ROOT, 'config/example.json'), 'utf8')) as { accounts: { production: string } };
    expect(dns).toContain(`arn:aws:iam::${accounts.production}:role/tenantry-prod-dns`);
  });

  test('writes the same text each time', () => {
    const again = path.join(folder, 'again');
    templates('--out', again, '--stage', 'prod', '--config', 'config/example.json');
    const file = 'super-admin/us-east-1/tenantry-prod-offboard.json';
    expect(readFileSync(path.join(again, file), 'utf8')).toBe(readFileSync(path.join(out, file), 'utf8'));
  });
});

test('npm run templates says which file of which field is wrong, or missing, and what it takes', () => {
  const config = path.join(folder, 'wrong.json');
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(path.join(ROOT, 'config/example.json'), 'utf8')), rootDomain: 7 }));
  const wrong = templates('--out', folder, '--config', config);
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/wrong\.json: .*rootDomain/s)]);
  writeFileSync(config, '{');
  expect(templates('--out', folder, '--config', config).stderr).toContain('wrong.json is not JSON');
  const missing = templates('--out', folder, '--stage', 'none');
  expect([missing.status, missing.stderr]).toEqual([1, 'config/none.json is missing: copy config/example.json and fill it in\n']);
  const without = templates();
  expect([without.status, without.stderr]).toEqual([2, expect.stringMatching(/^--out is missing\n\nUsage: npm run templates/)]);
});

test('a short form of an intrinsic function that is not known is an error, not a string', () => {
  expect(documentOf('Resources: { A: { Type: T, Properties: { B: !GetAtt C.Arn } } }')).toEqual({
    Resources: { A: { Type: 'T', Properties: { B: { 'Fn::GetAtt': ['C', 'Arn'] } } } },
  });
  expect(() => documentOf('Resources: { A: !Select [0, [b]] }')).toThrow('!Select');
});
