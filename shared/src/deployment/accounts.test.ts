import { describe, expect, test } from '@jest/globals';
import { deploymentLine, requireAccounts, WrongAccount } from './accounts.ts';
import { configOf } from './config.ts';

const prod = { deployment: 'prod', isNamed: true, config: configOf('example') };
const { accounts } = prod.config;

describe('credentials of a deployment', () => {
  test('of the accounts that the configuration has are fine', () => {
    requireAccounts(prod, [
      { account: 'owner', by: 'profile a', found: accounts.owner },
      { account: 'superAdmin', by: 'profile b', found: accounts.superAdmin },
    ]);
    expect(deploymentLine(prod)).toBe('deployment prod (config/prod.json), region us-east-1');
  });

  test('of other accounts are refused: with field, both accounts, profile and fix, for all at once', () => {
    const check = () =>
      requireAccounts(prod, [
        { account: 'owner', by: 'profile tenantry-owner', found: accounts.owner },
        { account: 'networking', by: 'profile tenantry-networking', found: accounts.production },
        { account: 'devops', by: 'profile tenantry-devops', failure: 'ExpiredToken: the token has expired' },
      ]);
    expect(check).toThrow(WrongAccount);
    expect(check).toThrow(
      [
        'nothing was changed: deployment prod (config/prod.json), region us-east-1',
        'accounts.networking is 444444444444, but profile tenantry-networking is of account 555555555555. Use credentials of account 444444444444, or correct accounts.networking in config/prod.json.',
        'accounts.devops is 333333333333, but profile tenantry-devops has no credentials that AWS takes (ExpiredToken: the token has expired). Use credentials of account 333333333333, or correct accounts.devops in config/prod.json.',
      ].join('\n  '),
    );
  });

  test("without --stage are compared with the laptop's configuration, which no account of AWS is in", () => {
    const laptop = { deployment: 'dev', isNamed: false, config: configOf('dev') };
    expect(() => requireAccounts(laptop, [{ account: 'superAdmin', by: 'profile mine', found: '123456789012' }])).toThrow(
      /deployment dev, as no --stage was given \(config\/dev\.json\).+\n.+superAdmin is 100000000002, but profile mine is of account 123456789012/,
    );
  });
});
