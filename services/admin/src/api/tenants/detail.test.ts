import { expect, test } from '@jest/globals';
import { FORWARD } from '@tenantry/saga/stages';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { evolve, freshHistory } from '../../model/history.ts';
import { tenantAnswer } from './detail.ts';

const TENANT = '01JD0000000000000000000000';
const at = '2026-11-24T09:00:00.000Z';
const fact = (name: string, detail: object) => ({ name, eventId: `${TENANT}/${name}`, at, causedBy: '', detail: { ...detail } });
const offboarded = (more: object) =>
  [
    fact('OffboardRequested', { reason: 'ended' }),
    fact('TenantOffboarded', { leftovers: 0, closing: { state: 'closed' }, ...more }),
  ].reduce(evolve, freshHistory(TENANT));
const zone = { deployment: 'dev', config: configOf('dev'), owner: { identityStoreId: '' }, cells: [] } as unknown as LandingZone;

test('an off-boarded tenant says what was left alone on purpose, if anything was', () => {
  const remains = [{ what: 'IAM role AWSControlTowerExecution', why: 'of the organization: AWS Control Tower' }];
  expect(tenantAnswer(offboarded({ remains }), zone, Date.parse(at)).offboarding).toMatchObject({ leftovers: 0, remains });
  expect(tenantAnswer(offboarded({ remains: [] }), zone, Date.parse(at)).offboarding).not.toHaveProperty('remains');
  expect(tenantAnswer(offboarded({}), zone, Date.parse(at)).offboarding).not.toHaveProperty('remains');
});

test('a live tenant says on which stages it is behind; one that is leaving is behind on nothing', () => {
  const ready = [fact('TenantReady', {})].reduce(evolve, freshHistory(TENANT));
  expect(tenantAnswer(ready, zone, Date.parse(at)).behind).toEqual(FORWARD.map(({ name }) => name));
  expect(tenantAnswer(offboarded({}), zone, Date.parse(at))).not.toHaveProperty('behind');
});
