import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { OLDEST_NODE, requireNode } from './node-version.ts';

test('a deployment by a Node that is too old is refused, and says which to install', () => {
  expect(() => requireNode('20.20.2')).toThrow('Node 20.20.2 is older than 22.13, the oldest that deploys. Install Node 24');
  expect(() => requireNode('22.12.0')).toThrow('22.13');
  for (const version of ['22.13.0', '23.0.0', '24.21.0']) expect(() => requireNode(version)).not.toThrow();
});

test('the oldest Node is said once: deployments and the repository agree', () => {
  const { devEngines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(devEngines.runtime.version).toBe(`>=${OLDEST_NODE}`);
});
