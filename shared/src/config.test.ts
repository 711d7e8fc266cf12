import { expect, test } from '@jest/globals';
import { Config, configOf } from './config.ts';

test.each(['dev', 'example'])('config/%s.json fits', (stage) => {
  expect(configOf(stage).network.cells).not.toEqual([]);
});

test('a mistake is named by file and field', () => {
  expect(() => configOf('nowhere')).toThrow('config/nowhere.json is missing');
  const { organization, ...config } = configOf('dev');
  const address = (emailPattern: string) => Config.safeParse({ ...config, organization: { ...organization, emailPattern } }).error?.issues;
  expect(address(`${'x'.repeat(25)}+{tenantId}@a.example.com`)).toMatchObject([{ path: ['organization', 'emailPattern'] }]);
  expect(address('aws@example.com')).toMatchObject([{ path: ['organization', 'emailPattern'] }]);
  expect(address('aws+{tenantId}@example.com')).toBeUndefined();
});
