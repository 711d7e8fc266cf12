import { expect, test } from '@jest/globals';
import { Config, configOf, parseConfig } from './config.ts';

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

test('a field that a person mistyped is refused on every level, though functions pass over it', () => {
  const config = configOf('example');
  const { organization, network } = config;
  const refusal = (mistyped: object) => expect(() => parseConfig('config/x.json', JSON.stringify({ ...config, ...mistyped })));
  const of = (field: string) => `config/x.json: ${field} is no field of it`;
  refusal({ regoin: 'x' }).toThrow(of('regoin'));
  refusal({ organization: { ...organization, closing: { ...organization.closing, shares: 1 } } }).toThrow(
    of('organization.closing.shares'),
  );
  refusal({ network: { ...network, cells: [{ ...network.cells[0], capicity: 1 }] } }).toThrow(of('network.cells.0.capicity'));
  expect(parseConfig('config/x.json', JSON.stringify({ ...config, commonVariables: { ANY: '1' } })).commonVariables).toEqual({ ANY: '1' });
});
