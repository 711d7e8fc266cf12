import { expect, test } from '@jest/globals';
import { LASTING_ROLES, roleId, TENANT_ROLES, tenantBaseline } from '@tenantry/landing-zone/tenant';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { probes } from './probes.ts';

/** Services that the next stages' roles may use, and that are known to answer without being asked once more. */
const ANSWERS: Readonly<Record<string, string>> = {
  iam: 'has made the roles',
  sts: 'has let the stage in',
  cloudformation: 'has made the stack of the roles',
  kms: "decrypts with the DevOps account's key, in S3's name",
  s3: 'is probed before the others',
};

const unopened = () => {
  throw new Error('no probe is made here');
};

test('every service that a role of the next stages may use is probed, or is known to answer', () => {
  const { Resources } = tenantBaseline({ deployment: 'dev', tenantId: '01JTENANT', config: { production: false, accounts: testAccounts } });
  const ofLater = TENANT_ROLES.filter((name) => !LASTING_ROLES.includes(name)).map(roleId);
  const later = Object.entries(Resources).filter(([name]) => ofLater.includes(name));
  expect(later).toHaveLength(ofLater.length);
  const actions = [...JSON.stringify(later).matchAll(/"([a-z0-9-]+):[A-Z]\w*\*?"/g)];
  const used = new Set(actions.map(([, service]) => service).filter((service) => service !== 'aws'));
  expect([...Object.keys(probes(unopened)), ...Object.keys(ANSWERS)].sort()).toEqual([...used].sort());
});
