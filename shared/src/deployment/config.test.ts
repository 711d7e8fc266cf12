import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONFIG_FOLDER_VARIABLE, Config, configFile, configOf, parseConfig } from './config.ts';

test.each(['dev', 'example'])('config/%s.json fits', (deployment) => {
  expect(configOf(deployment).network.cells).not.toEqual([]);
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
  expect(parseConfig('config/x.json', JSON.stringify({ ...config, commonVariables: { APP_ANY: '1' } })).commonVariables).toEqual({
    APP_ANY: '1',
  });
});

describe('the region', () => {
  const { network, ...rest } = configOf('dev');
  // Its certificates lie in one region.
  const { vpn: _vpn, ...withoutVpn } = network;
  const config = { ...rest, network: withoutVpn };
  const parsed = (changes: object) => () => parseConfig('config/x.json', JSON.stringify({ ...config, ...changes }));
  const zoneIds = (...ids: readonly string[]) => ({ network: { ...config.network, zoneIds: ids } });

  test('is any that AWS enables by default, with zones of its own', () => {
    expect(parsed({ region: 'eu-central-1', ...zoneIds('euc1-az1', 'euc1-az3') })().region).toBe('eu-central-1');
    expect(parsed({ region: 'eu-central-1' })).toThrow(
      'config/x.json: network.zoneIds.0: use1-az1 is no zone of eu-central-1: its zones have ids like euc1-az1',
    );
  });

  test.each([
    ['eu-central-2', 'eu-central-2 is an opt-in region: AWS has it disabled in every new account'],
    ['us-gov-west-1', 'us-gov-west-1 lies in another partition of AWS'],
    ['cn-north-1', 'cn-north-1 lies in another partition of AWS'],
    ['eusc-de-east-1', 'eusc-de-east-1 lies in another partition of AWS'],
    ['frankfurt', '"frankfurt" is no region of AWS that is enabled by default'],
  ])('is not %s, for a reason', (region, reason) => {
    expect(parsed({ region })).toThrow(`config/x.json: region: ${reason}`);
  });
});

describe('a folder that the environment names', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-config-'));
  const within = <T>(value: string, work: () => T): T => {
    process.env[CONFIG_FOLDER_VARIABLE] = value;
    try {
      return work();
    } finally {
      delete process.env[CONFIG_FOLDER_VARIABLE];
    }
  };

  test("has the configurations in the place of the repository's", () => {
    const budget = { monthlyUsd: 7, alertEmail: 'a@example.com' };
    writeFileSync(path.join(folder, 'prod.json'), JSON.stringify({ ...configOf('example'), budget }));
    expect(within(folder, () => configOf('prod').budget)).toEqual(budget);
    expect(within(folder, () => configFile('prod'))).toBe(path.join(folder, 'prod.json'));
    expect(() => within(folder, () => configOf('dev'))).toThrow(`${path.join(folder, 'dev.json')} is missing`);
    rmSync(folder, { recursive: true });
  });

  test('is named by an absolute path', () => {
    expect(() => within('../platform', () => configOf('dev'))).toThrow('TENANTRY_CONFIG_FOLDER takes an absolute path, not ../platform');
  });
});
