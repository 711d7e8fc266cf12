import { TenantAttentionCleared, TenantAttentionRaised } from '@tenantry/events-schema/attention';
import type { DetailOf } from '@tenantry/events-schema/event';
import { type TenantHistory, TOLD, toldKey, whichOf } from '../history.ts';
import { type Attention, attentionOf, isSilent } from './attention.ts';

type Raised = DetailOf<typeof TenantAttentionRaised>;
type Cleared = DetailOf<typeof TenantAttentionCleared>;
export type Change =
  | { readonly name: 'TenantAttentionRaised'; readonly detail: Raised }
  | { readonly name: 'TenantAttentionCleared'; readonly detail: Cleared };

/**
 * What has to be said of a tenant's attention: what of it was not raised yet, and what was raised and is over. What was said is in the
 * history, so that the same question has the same answer, with the same ids, until these events are heard.
 * @param now epoch milliseconds
 */
export const attentionChanges = (history: TenantHistory, now: number): readonly Change[] => {
  const current = attentionOf(history, now);
  return [...clearedOf(history, current, now), ...raisedOf(history, current, now)];
};

/** What of it was said and is not over, as lists keep it: whether something has to be said shows without the history. */
export const toldOf = ({ latest }: TenantHistory): readonly string[] =>
  Object.entries(latest).flatMap(([key, { name, detail }]) =>
    key.startsWith(TOLD) && name === TenantAttentionRaised.name ? [episodeOf(detail)] : [],
  );

/** One time that a tenant needs attention. */
export const episodeOf = ({
  kind,
  stage,
  since,
}: {
  readonly kind?: unknown;
  readonly stage?: unknown;
  readonly since?: unknown;
}): string => `${whichOf({ kind, stage })}/${since}`;

/** Later than what was said before: of two in one millisecond the order is lost. */
const envelope = (history: TenantHistory, name: string, which: string, since: string, now: number) => {
  const before = Date.parse(history.latest[toldKey(which)]?.at ?? '1970-01-01');
  return {
    tenantId: history.tenantId,
    eventId: `${history.tenantId}/admin/${name}/${which}/${since}`,
    causedBy: '',
    at: new Date(Math.max(now, before + 1)).toISOString(),
  };
};

const raisedOf = (history: TenantHistory, current: readonly Attention[], now: number): readonly Change[] =>
  current.flatMap((attention) => {
    const { kind, stage, step, since, reason, failure, advice, action, link, silenced } = attention;
    const which = whichOf(attention);
    const told = history.latest[toldKey(which)];
    if (told?.name === TenantAttentionRaised.name && told.detail.since === since) return [];
    const { call, code, message } = failure ?? {};
    const detail = {
      ...envelope(history, TenantAttentionRaised.name, which, since, now),
      kind,
      ...(stage ? { stage } : {}),
      ...(step ? { step } : {}),
      since,
      reason,
      ...(call ? { call } : {}),
      ...(code ? { code } : {}),
      ...(message ? { message } : {}),
      advice,
      action,
      link,
      ...(isSilent(attention, now) && silenced?.until ? { silencedUntil: silenced.until } : {}),
    };
    return [{ name: TenantAttentionRaised.name, detail } as const];
  });

const clearedOf = (history: TenantHistory, current: readonly Attention[], now: number): readonly Change[] =>
  Object.entries(history.latest).flatMap(([key, { name, detail: told }]) => {
    if (!key.startsWith(TOLD) || name !== TenantAttentionRaised.name) return [];
    const { kind, stage, since } = told as Pick<Raised, 'kind' | 'stage' | 'since'>;
    const which = whichOf({ kind, ...(stage ? { stage } : {}) });
    if (current.some((attention) => whichOf(attention) === which)) return [];
    const said = envelope(history, TenantAttentionCleared.name, which, since, now);
    return [{ name: TenantAttentionCleared.name, detail: { ...said, kind, ...(stage ? { stage } : {}), since } } as const];
  });
