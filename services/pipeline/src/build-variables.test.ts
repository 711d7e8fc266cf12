import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { buildVariables, fingerprintOf } from './build-variables.ts';
import type { Scope } from './scope.ts';
import { facts } from './testing/facts.ts';

const scope = {
  tenantId: '01J',
  deployment: 'dev',
  config: { ...configOf('dev'), commonVariables: { LOG_LEVEL: 'INFO', APP_REGISTRY: 'common' } },
  delivery: { artifactBucket: 'artifacts' },
} as unknown as Scope;

test("a tenant's variable overrides the common one", () => {
  const variables = buildVariables(scope, {
    ...facts,
    variables: { LOG_LEVEL: 'DEBUG' },
  });
  expect(variables).toMatchObject({ LOG_LEVEL: 'DEBUG', APP_REGISTRY: 'common' });
});

test('what a tenant or the configuration has from before names had a form is delivered under the name that it has now', () => {
  const config = { ...configOf('dev'), commonVariables: { NODE_OPTIONS: '--use-system-ca' } };
  const variables = buildVariables({ ...scope, config }, { ...facts, variables: { THEME: 'one\ntwo', LD_PRELOAD: '/x' } });
  expect(variables).toMatchObject({ APP_THEME: 'one two', APP_LD_PRELOAD: '/x', APP_NODE_OPTIONS: '--use-system-ca' });
  expect(Object.keys(variables)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(THEME|LD_PRELOAD|NODE_OPTIONS)$/)]));
});

test('the function of a tenant knows the range of its own cell', () => {
  expect(buildVariables(scope, facts).DATABASE_CIDR).toBe('10.1.0.0/16');
  expect(() => buildVariables(scope, { ...facts, cell: 'gone' })).toThrow('cell gone is not configured any more');
});

test('the order of variables changes no fingerprint, a value does', () => {
  expect(fingerprintOf({ A: '1', B: '2' })).toBe(fingerprintOf({ B: '2', A: '1' }));
  expect(fingerprintOf({ A: '1', B: '2' })).not.toBe(fingerprintOf({ A: '1', B: '3' }));
});

test('a fingerprint is fit for a pipeline variable', () => {
  expect(fingerprintOf({ A: 'ü/:.' })).toMatch(/^[A-Za-z0-9@\-_]+$/);
});
