import { ATTENTION_KINDS, AttentionHandled, type Handling } from '@tenantry/events-schema/attention';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { TenantState } from '../../contract/fields.ts';
import type { BodyOf } from '../../contract/routes.ts';
import { type Attention, attentionOf, isSilent } from '../../model/attention/attention.ts';
import { calledOf } from '../../model/called.ts';
import type { TenantHistory } from '../../model/history.ts';
import { fieldsProblem, Problem } from '../../problem/problem.ts';
import type { TenantListing } from '../../table/items.ts';
import { listedAttention } from '../../table/listed-attention.ts';
import { allTenants, getHistory } from '../../table/tenants.ts';
import { signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { accepted } from '../tenants/handlers.ts';

/** Longest silence: what nobody looks at for longer is not silenced but forgotten. Milliseconds. */
const MAX_SILENCE = 30 * 24 * 60 * 60_000;

/** What of a deployment's tenants needs attention. Pure. @param now epoch milliseconds */
export const countAttention = (tenants: readonly TenantListing[], now: number) => {
  const needing = tenants.map((tenant) => listedAttention(tenant, now)).filter((attention) => attention.length > 0);
  const isOpen = (one: Attention): boolean => !one.acknowledged && !isSilent(one, now);
  return {
    tenants: tenants.filter(({ state }) => state !== 'offboarded').length,
    needAttention: needing.length,
    unhandled: needing.filter((attention) => attention.some(isOpen)).length,
    kinds: ATTENTION_KINDS.map((kind) => ({ kind, tenants: needing.filter((all) => all.some((one) => one.kind === kind)).length })),
    states: TenantState.options.map((state) => ({ state, tenants: tenants.filter((tenant) => tenant.state === state).length })),
  };
};

export const getAttention: Handler<'GET /attention'> = async () => {
  const now = Date.now();
  return { answer: { ...countAttention(await allTenants(), now), asOf: new Date(now).toISOString() } };
};

/** Says on the bus what a person did about it; asked again, the later word counts. */
export const postAttention: Handler<'POST /tenants/{id}/attention'> = async ({ path: { id }, body, caller, note }) => {
  const now = Date.now();
  const history = await getHistory(id);
  requireUntil(body, now);
  const { handling, kind, stage, reason, to } = body;
  const chosen = attentionOf(history, now).filter((one) => (!kind || one.kind === kind) && (!stage || one.stage === stage));
  const meant = handling === 'unsilenced' ? chosen.filter((one) => isSilent(one, now)) : chosen;
  if (meant.length === 0) throw nothingMeant(history, body, chosen.length > 0);
  note({ target: meant.map(({ kind, stage }) => (stage ? `${kind} ${stage}` : kind)).join(', ') });
  const signature = signatureOf(caller);
  for (const { kind, stage } of meant) {
    await publish(AttentionHandled.name, {
      tenantId: id,
      eventId: `${id}/admin/${AttentionHandled.name}/${ulid(now)}`,
      causedBy: '',
      at: new Date(now).toISOString(),
      kind,
      ...(stage ? { stage } : {}),
      ...wordOf(body, now),
      ...(handling === 'assigned' ? { to: to ?? signature.requestedByName ?? signature.requestedBy } : {}),
      reason,
      ...signature,
    });
  }
  return accepted(id);
};

/** A silence that ends now is over: one word less for all who hear them. */
const wordOf = (
  { handling, until }: BodyOf<'POST /tenants/{id}/attention'>,
  now: number,
): { readonly handling: Handling; readonly until?: string } => {
  if (handling === 'unsilenced') return { handling: 'silenced', until: new Date(now).toISOString() };
  return { handling, ...(handling === 'silenced' && until ? { until } : {}) };
};

const nothingMeant = (history: TenantHistory, { kind, stage }: BodyOf<'POST /tenants/{id}/attention'>, isLoud: boolean): Problem => {
  const called = calledOf(history);
  if (isLoud)
    return new Problem(
      409,
      'not-silenced',
      `Nothing of ${called} is silenced${kind || stage ? ' of that kind' : ''}: there is no silence to end.`,
    );
  const which = kind || stage ? ' of that kind' : '';
  return new Problem(409, 'no-attention', `${called} needs no attention${which}: there is nothing to acknowledge, assign or silence.`);
};

/** @throws Problem 400 for a silence without an end, one that is over, or one that is too long */
const requireUntil = ({ handling, until }: BodyOf<'POST /tenants/{id}/attention'>, now: number): void => {
  if (handling !== 'silenced') return;
  const ends = until === undefined ? Number.NaN : Date.parse(until);
  if (ends > now && ends <= now + MAX_SILENCE) return;
  const problem = until === undefined ? 'missing' : 'not within the next 30 days';
  throw fieldsProblem(400, 'request-invalid', [{ field: '/until', problem, fix: 'Say when the silence ends, e.g. 2026-11-29T06:00:00Z.' }]);
};
