import { expect } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { parseEnvelope } from '@tenantry/shared/function/envelope';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';
import { asks } from '../tenant-roles.ts';

const OWNER = '100000000001';
const ORGANIZATION = `arn:aws:organizations::${OWNER}`;
const CHANGES = ['organizations:AttachPolicy', 'organizations:DetachPolicy'];
const roles = everyRole('dev');
const may = (policies: (typeof roles)[number]['policies'], action: string, resource: string, tags: Readonly<Record<string, string>> = {}) =>
  asks(policies, action, resource, Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])));

const onlyTheirs = (changed: keyof typeof samples, said: keyof typeof samples): void => {
  const hear = (source: string, name: keyof typeof samples, more: object = {}) =>
    parseEnvelope({ source, 'detail-type': name, detail: { ...samples[name], ...more } } as never);
  expect(() => hear('tenantry.admin', changed)).not.toThrow();
  for (const stage of STAGE_NAMES) {
    expect(() => hear(`tenantry.${stage}`, changed)).toThrow(/does not publish it/);
    expect(() => hear(`tenantry.stages.${stage}`, said, { stage })).not.toThrow();
    for (const other of STAGE_NAMES.filter((one) => one !== stage))
      expect(() => hear(`tenantry.stages.${stage}`, said, { stage: other })).toThrow(/does not publish it/);
  }
};

attack('isolation-forged', 'somebody who may put events ends the isolation of a tenant, or says for a stage that it is isolated', () =>
  onlyTheirs('IsolationChanged', 'StageIsolated'),
);

attack('suspension-forged', 'somebody who may put events shuts or opens the door of a tenant, or says so for a stage', () =>
  onlyTheirs('SuspensionChanged', 'StageSuspended'),
);

attack('isolation-guards-taken-off', 'a function that was taken over takes the other policies of the organization off', () => {
  const tags = { [DEPLOYMENT_TAG]: 'dev' };
  const able = roles.filter(({ policies }) =>
    may(policies, 'organizations:DetachPolicy', `${ORGANIZATION}:account/o-1234567890/999999999999`, tags),
  );
  expect(able.map(({ account, name }) => [account, name])).toEqual([['owner', 'tenantry-dev-account']]);
  for (const { policies } of able)
    for (const action of CHANGES) {
      // Both are resources of the call: where one is refused, all of it is (Service Authorization Reference, AWS Organizations).
      expect(may(policies, action, `${ORGANIZATION}:policy/o-1234567890/service_control_policy/p-another1`)).toBe(false);
      expect(may(policies, action, `${ORGANIZATION}:policy/o-1234567890/service_control_policy/p-FullAWSAccess`)).toBe(false);
      expect(may(policies, action, `${ORGANIZATION}:ou/o-1234567890/ou-1234-12345678`, tags)).toBe(false);
      expect(may(policies, action, `${ORGANIZATION}:account/o-1234567890/100000000002`, tags)).toBe(false);
      expect(may(policies, action, `${ORGANIZATION}:account/o-1234567890/999999999999`, { [DEPLOYMENT_TAG]: 'prod' })).toBe(false);
    }
});
