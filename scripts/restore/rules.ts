import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { STAGES } from '@tenantry/saga/stages';
import { decisionsTableName, serviceName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';
import type { Detail, StageRecord } from '@tenantry/shared/saga/record';
import { restored } from '@tenantry/shared/saga/restored';
import { attributesOf } from '@tenantry/shared/saga/store';
import type { TenantHistory } from '../../services/admin/src/model/history.ts';
import { historyIn, type Item, restoredItem } from '../../services/admin/src/table/restored.ts';
import { restoredClaim } from '../../services/dns/src/restored-claim.ts';
import type { Claim } from '../../services/network/src/allocation.ts';
import { rangesTableName } from '../../services/network/src/ranges.ts';
import { restoredClaims } from '../../services/network/src/restored-claims.ts';
import { closingsTableName } from '../../services/offboard/src/closing/closings.ts';
import type { Decision } from '../../services/offboard/src/decide/decision.ts';
import { restoredDecision } from '../../services/offboard/src/decide/restored.ts';

export type { Item };

/** What is known of the tenants by now. */
export interface Tenants {
  readonly ids: readonly string[];
  readonly isGone: (tenantId: string) => boolean;
  /** The latest fact of that name. */
  readonly latest: (tenantId: string, event: string) => Detail | undefined;
}

export const tenantsIn = (items: readonly Item[]): Tenants => {
  const known = new Map(items.flatMap((item) => historyIn(item) ?? []).map((one) => [one.history.tenantId, one]));
  const detailOf = ({ tenantId, latest }: TenantHistory, event: string): Detail | undefined => {
    const fact = latest[event];
    return fact && ({ ...fact.detail, tenantId, eventId: fact.eventId, causedBy: fact.causedBy, at: fact.at } as Detail);
  };
  return {
    ids: [...known.keys()],
    isGone: (tenantId) => known.get(tenantId)?.isGone ?? false,
    latest: (tenantId, event) => {
      const found = known.get(tenantId);
      return found && detailOf(found.history, event);
    },
  };
};

/**
 * What an item becomes, by the item of that moment and the one that is there; undefined when there is none afterwards. Pure.
 * @param id the first part of its key
 */
export type Rule = (then: Item | undefined, now: Item | undefined, tenants: Tenants, id: string) => Item | undefined;

const versionAfter = (then: Item | undefined, now: Item | undefined): number =>
  Math.max(Number(then?.version ?? 0), Number(now?.version ?? 0)) + 1;

/** A stage's table holds records, and under keys that no tenant has what several share. */
const stageRule =
  (removed: string): Rule =>
  (then, now, tenants, tenantId) => {
    if (tenantId.includes('#')) return restoredClaim(then, now, tenants.isGone);
    const [before, present] = [then?.record, now?.record] as (StageRecord | undefined)[];
    const record = restored(tenantId, before, present, {
      isGone: tenants.isGone(tenantId),
      offboarding: tenants.latest(tenantId, TenantOffboarding.name),
      removed: tenants.latest(tenantId, removed) && removed,
    });
    return record === present ? now : { ...attributesOf(record), tenantId, version: versionAfter(then, now) };
  };

const ranges: Rule = (then, now, { isGone }, cell) => {
  const [before, present] = [then, now].map((item) => (item?.claims ?? []) as readonly Claim[]);
  return {
    cell,
    claims: restoredClaims(before ?? [], present ?? [], isGone),
    version: versionAfter(then, now),
  };
};

/** Whom to tell is what is known now: addresses and secrets are kept elsewhere, and do not go back. Who is gone stays without a name. */
const notifications: Rule = (then, now, { isGone }, id) => {
  if (now) return now;
  return id.startsWith('TENANT#') && isGone(id.slice('TENANT#'.length)) ? undefined : then;
};

const decisions: Rule = (then, now) => {
  const [before, present] = [then, now] as unknown as (Decision | undefined)[];
  const decision = restoredDecision(before, present);
  return decision && { ...decision, version: versionAfter(then, now) };
};

/** The table of a deployment, and how its items go back. The first ones know who is gone, and go before all others. */
export interface TableRule {
  readonly table: string;
  readonly isFirst: boolean;
  /** Attributes of its key. */
  readonly key: readonly string[];
  /** Every tenant has an item afterwards, those too that were asked for and went since. */
  readonly hasAll?: true;
  readonly rule: Rule;
}
export const tableRules = (deployment: string): readonly TableRule[] => [
  {
    table: serviceName(deployment, 'admin'),
    isFirst: true,
    key: ['pk', 'sk'],
    rule: (then, now, { isGone }) => restoredItem(then, now, isGone),
  },
  { table: decisionsTableName(deployment), isFirst: true, key: ['tenantId'], rule: decisions },
  // An account is asked to be closed once: what is known of that now counts.
  { table: closingsTableName(deployment), isFirst: true, key: ['tenantId'], rule: (then, now) => now ?? then },
  { table: serviceName(deployment, NOTIFICATIONS), isFirst: false, key: ['pk', 'sk'], rule: notifications },
  { table: rangesTableName(deployment), isFirst: false, key: ['cell'], rule: ranges },
  ...STAGES.map(
    ({ name, removed }): TableRule => ({
      table: serviceName(deployment, name),
      isFirst: false,
      key: ['tenantId'],
      hasAll: true,
      rule: stageRule(removed),
    }),
  ),
];
