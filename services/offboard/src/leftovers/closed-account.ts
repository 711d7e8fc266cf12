import type { DetailOf } from '@tenantry/events-schema/event';
import type { TenantOffboarding } from '@tenantry/events-schema/offboard';
import type { Leftover } from './leftover.ts';

export type ClosedAccount = DetailOf<typeof TenantOffboarding>['closedAccount'];

/**
 * What lay in an account that somebody closed before it was empty. Nobody can look, so it says what is known: what events had named.
 * @param at of the look, when nobody noticed before: ISO 8601, UTC
 */
export const inClosedAccount = (accountId: string, known: ClosedAccount, at: string): readonly Leftover[] => {
  const baseline = `not looked at: the account was closed before ${known?.noticedAt ?? at}; AWS deletes it, and what is in it, 90 days after its closing`;
  const held = [{ type: 'AWS account', id: accountId }, ...(known?.held ?? [])];
  return held.map((one) => ({ ...one, accountId, region: 'closed', isTenants: true, baseline, isTold: true }));
};
