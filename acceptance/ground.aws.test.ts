import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { processTerminal } from '../cli/src/process-terminal.ts';
import type { Terminal } from '../cli/src/terminal.ts';
import { configFolder } from '../laptop/src/config-folder.ts';
import { harness } from '../tests/e2e/harness.ts';
import { groundOf } from './ground.ts';
import { LAPTOP_OPTIONS, writeProfiles } from './on-laptop.ts';

let folder: string;
let region: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-ground-'));
  const { laptop } = await harness();
  ({ region } = laptop);
  await writeProfiles(laptop, folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A terminal whose requests are counted by their methods. @param changes what the API says of its deployment */
const terminalOf = (changes: object = {}): { readonly terminal: Terminal; readonly methods: string[] } => {
  const methods: string[] = [];
  const terminal: Terminal = {
    ...processTerminal(),
    configFolder: folder,
    fetch: async (input, init) => {
      methods.push(init?.method ?? 'GET');
      const answer = await fetch(input, init);
      return new Response(JSON.stringify({ ...((await answer.json()) as object), ...changes }), { status: answer.status });
    },
  };
  return { terminal, methods };
};

test('profiles, region and API of the deployment are taken', async () => {
  const { deployment, zone } = await groundOf(terminalOf().terminal, LAPTOP_OPTIONS);
  expect([deployment.stage, zone.deployment, deployment.region]).toEqual(['dev', 'dev', region]);
});

test('profiles of another account are refused, with the account found and the one expected', async () => {
  const { terminal, methods } = terminalOf();
  await expect(groundOf(terminal, { ...LAPTOP_OPTIONS, pattern: 'tenantry-production' })).rejects.toThrow(
    'nothing was changed: deployment dev (config/dev.json)'.split(' (')[0],
  );
  await expect(groundOf(terminal, { ...LAPTOP_OPTIONS, pattern: 'tenantry-production' })).rejects.toThrow(
    'accounts.superAdmin is 100000000002, but profile tenantry-production is of account 100000000005',
  );
  expect(methods).toEqual([]);
});

test('a region in which the deployment is not is refused', async () => {
  const here = process.env[CONFIG_FOLDER_VARIABLE];
  process.env[CONFIG_FOLDER_VARIABLE] = await configFolder('us-west-2');
  try {
    const { terminal, methods } = terminalOf();
    await expect(groundOf(terminal, LAPTOP_OPTIONS)).rejects.toThrow('us-west-2 has no stack tenantry-dev-landing-zone');
    expect(methods).toEqual([]);
  } finally {
    process.env[CONFIG_FOLDER_VARIABLE] = here;
  }
});

test.each([
  ['of another name', { stage: 'staging' }, 'deployment is dev, but the API is of staging'],
  ['in another region', { region: 'us-west-2' }, 'but the API is of us-west-2'],
])('the API of a deployment %s is refused, and nothing but read', async (_what, changes, says) => {
  const { terminal, methods } = terminalOf(changes);
  await expect(groundOf(terminal, LAPTOP_OPTIONS)).rejects.toThrow(says);
  expect(new Set(methods)).toEqual(new Set(['GET']));
});

test('a deployment without a configuration is refused', async () => {
  await expect(groundOf(terminalOf().terminal, { ...LAPTOP_OPTIONS, deployment: 'nowhere' })).rejects.toThrow('nowhere.json is missing');
});
