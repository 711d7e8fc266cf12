import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { ROOT } from './root.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a service has the template that the framework packages, but for the folder of its code', () => {
  const run = (args: readonly string[], cwd: string) => {
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS');
    const credentials = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd,
      encoding: 'utf8',
      env: { ...Object.fromEntries(environment), ...credentials },
    });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  };
  const serverless = path.join(ROOT, 'node_modules/serverless/bin/serverless.js');
  run([serverless, 'package', '--stage', 'dev', '--package', path.join(folder, 'packaged')], path.join(ROOT, 'services/offboard'));
  run(['--import', 'tsx', 'judges/templates/main.ts', '--out', folder, '--stage', 'dev'], ROOT);
  const packaged = readFileSync(path.join(folder, 'packaged/cloudformation-template-update-stack.json'), 'utf8');
  const ours = readFileSync(path.join(folder, `super-admin/${testRegion}/tenantry-dev-offboard.json`), 'utf8');
  expect(JSON.parse(ours)).toEqual(JSON.parse(packaged.replaceAll(/(serverless\/[\w-]+\/dev\/)[\d:.TZ-]+\//g, '$1code/')));
});
