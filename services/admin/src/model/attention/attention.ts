import { ATTENTION_KINDS, TenantAttentionCleared } from '@tenantry/events-schema/attention';
import { type TenantHistory, toldKey, whichOf } from '../history.ts';
import { isRequested } from '../outcome.ts';
import type { Found } from './found.ts';
import { type Handled, handledOf } from './handled.ts';
import { SOURCES } from './sources.ts';

/** Something for which a tenant needs attention, with what people did about it. */
export interface Attention extends Found, Handled {}

/** All for which a tenant needs attention now, or will if nothing more is heard of it; lists keep this. Pure, without a clock. */
export const foreseen = (history: TenantHistory): readonly Attention[] => {
  // What nobody requested is no tenant: who published its events looks after them.
  if (!isRequested(history)) return [];
  return SOURCES.flatMap((source) => source(history))
    .filter((found) => !isOver(history, found))
    .map((found) => ({ ...found, ...handledOf(history, found) }))
    .filter((one) => one.kind !== 'rolledBack' || one.action === 'look' || !one.acknowledged);
};

/** What was over does not come back because its stage verifies all of its steps once more. */
const isOver = ({ latest }: TenantHistory, found: Found): boolean => {
  const told = latest[toldKey(whichOf(found))];
  return told?.name === TenantAttentionCleared.name && told.detail.since === found.since;
};

const rank = ({ kind }: Found): number => ATTENTION_KINDS.indexOf(kind);

/** What of it counts now, the worst first. @param now epoch milliseconds */
export const attentionNow = (all: readonly Attention[], now: number): readonly Attention[] => {
  const at = new Date(now).toISOString();
  const current = all.filter(({ from = '', until = '~' }) => from < at && at < until);
  return current
    .filter((one) => one.kind !== 'quiet' || !current.some(({ kind, stage }) => kind !== 'quiet' && stage === one.stage))
    .map((one) => (isSilent(one, now) ? one : withoutSilence(one)))
    .sort((a, b) => rank(a) - rank(b) || (a.since < b.since ? -1 : 1));
};

/** For what a tenant needs attention. @param now epoch milliseconds */
export const attentionOf = (history: TenantHistory, now: number): readonly Attention[] => attentionNow(foreseen(history), now);

/** Whether it shall alarm nobody. @param now epoch milliseconds */
export const isSilent = ({ silenced }: Handled, now: number): boolean => silenced?.until !== undefined && Date.parse(silenced.until) > now;

const withoutSilence = ({ silenced: _, ...rest }: Attention): Attention => rest;
