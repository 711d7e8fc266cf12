import { isForgotten } from '../model/forgotten.ts';
import { evolve, type TenantHistory } from '../model/history.ts';
import { tenantItem } from './items.ts';

export type Item = Readonly<Record<string, unknown>>;

const TENANT = 'TENANT#';
/** Answers and turns of a moment. */
const MOMENTARY = ['CACHE#', 'TURN#'];
/** What only one tenant may have: given back when it is gone. */
const CLAIMS = ['SLUG#', 'DOMAIN#'];

const startsWith = ({ pk }: Item, starts: readonly string[]): boolean => starts.some((start) => String(pk).startsWith(start));

/** The tenant whose item it is, or that has the claim; undefined for what is nobody's. */
const tenantOf = (item: Item): string | undefined => {
  if (startsWith(item, [TENANT])) return String(item.pk).slice(TENANT.length);
  return startsWith(item, CLAIMS) ? String(item.tenantId) : undefined;
};

/** What both know: a history is the same in whatever order its facts come, so nothing that is known now is lost. */
const united = (then: TenantHistory, now: TenantHistory | undefined): TenantHistory => {
  if (!now) return then;
  const history = Object.values(then.latest).reduce(evolve, now);
  const firsts = [then, history].flatMap(({ first }) => Object.entries(first)).sort(([, a], [, b]) => (a < b ? 1 : -1));
  return { ...then, ...history, first: Object.fromEntries(firsts) };
};

const versionAfter = (items: readonly (Item | undefined)[]): number => Math.max(...items.map((item) => Number(item?.version ?? 0))) + 1;

/**
 * What an item of the tenants table becomes when the table goes back to an earlier moment: what is missing comes back, and nothing that
 * is known now is lost. Events, audit and keys of requests are facts. Of a tenant that is gone nothing comes back.
 * @param then the item of that moment, if there was one
 * @param now the item that is there, if one is
 */
export const restoredItem = (then: Item | undefined, now: Item | undefined, isGone: (tenantId: string) => boolean): Item | undefined => {
  if (!then || startsWith(then, MOMENTARY)) return now;
  const tenantId = tenantOf(then);
  if (tenantId !== undefined && isGone(tenantId)) return now;
  if (startsWith(then, CLAIMS)) return then;
  if (then.sk !== 'TENANT') return now ?? then;
  const [before, present] = [then, now].map((item) => item?.history as TenantHistory | undefined);
  return before ? { ...tenantItem(united(before, present)), version: versionAfter([then, now]) } : (now ?? then);
};

/** What a table says of its tenants: who is gone, and the latest facts of the others by their names. */
export const historyIn = (item: Item): { readonly history: TenantHistory; readonly isGone: boolean } | undefined => {
  if (item.sk !== 'TENANT' || !item.history) return undefined;
  const history = item.history as TenantHistory;
  return { history, isGone: isForgotten(history) };
};
