import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { sumOf } from '../../tests/run/parts.ts';
import { ROOT } from '../templates/root.ts';
import { keptRequests } from './kept.ts';
import { everyRole } from './roles.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-keep-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { key, accountId: account, name: role } = everyRole('dev').find((one) => one.key === 'superAdmin/tenantry-dev-admin-function')!;
const replay = keptRequests().find((request) => request.role === key && request.action === 'events:StartReplay')!;
const line = (more: object): string => JSON.stringify({ account, role, service: 'events', operation: 'StartReplay', ...more });

const check = (...lines: readonly string[]) => {
  const journal = path.join(folder, 'journal.ndjson');
  writeFileSync(journal, `${lines.join('\n')}\n`);
  const args = ['--import', 'tsx', 'judges/least-privilege/keep.ts', '--check', journal];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { ...sumOf(stdout, status), stderr };
};

test('a journal passes whose requests are all kept', () => {
  const { action, resource, keys } = replay;
  expect(check(line({ iam: [{ action, resource, keys }] }))).toEqual({ passed: 1, failed: 0, stderr: '' });
});

test('a journal passes wherever the deployment was', () => {
  const { action, resource, keys } = JSON.parse(JSON.stringify(replay).replaceAll('us-east-1', 'eu-central-1')) as typeof replay;
  expect(resource).toContain('eu-central-1');
  expect(check(line({ iam: [{ action, resource, keys }] }))).toEqual({ passed: 1, failed: 0, stderr: '' });
});

test('a journal fails with a request that is not kept, and with a call that no table of requests knows', () => {
  const found = check(line({ iam: [{ action: 'events:StartReplay', resource: 'elsewhere', keys: {} }], iamMistakes: ['unknown'] }));
  expect(found).toMatchObject({ passed: 0, failed: 2 });
  expect(found.stderr).toContain(`not kept: ${key} asks events:StartReplay on elsewhere`);
  expect(found.stderr).toContain(`${key}: events StartReplay: unknown`);
});

test('a journal in which the product asks for nothing fails', () => {
  expect(check('')).toMatchObject({ passed: 0, failed: 1 });
});
