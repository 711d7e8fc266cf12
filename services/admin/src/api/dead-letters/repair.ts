import { StageRetryRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import * as entry from '@tenantry/events-schema/entry';
import { envelope as common } from '@tenantry/events-schema/event';
import { StageProgressed, StageStalled } from '@tenantry/events-schema/stages';
import { MalformedEvent, parseEnvelope } from '@tenantry/shared/function/envelope';
import type { DeadLetter } from '../../contract/dead-letters.ts';
import type { FieldProblem } from '../../contract/fields.ts';
import type { Group } from '../../contract/route.ts';
import { fieldsProblem, Problem } from '../../problem/problem.ts';
import { fieldProblems } from '../../problem/zod-problems.ts';
import { type Caller, requireGroup } from '../request/access.ts';
import { requireConfirmed } from '../tenants/confirmed.ts';
import { type Change, changesOf } from './changes.ts';

/** What an event says that is the repairer's to decide in no case: whose it is, which, what led to it, and when. */
const KEPT = ['tenantId', 'eventId', 'causedBy', 'at'] as const;

/**
 * Nothing is taken back, placed or granted by these: an operator may ask for as much by another route. Every other event, and every event
 * that is defined later, is an admin's to repair.
 */
const BY_OPERATORS: ReadonlySet<string> = new Set(
  [StageProgressed, StageRetryRequested, StageStalled, TenantVariablesChanged].map(({ name }) => name),
);

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The detail of the event in a message's body, as far as there is one. */
export const detailIn = (body: unknown): Fields => (isFields(body) && isFields(body.detail) ? body.detail : {});

/** Fields of the envelope that the letter has as they must be. */
const keptOf = (letter: Pick<DeadLetter, 'body'>): Fields => {
  const detail = detailIn(letter.body);
  const isSound = (field: (typeof KEPT)[number]) => common.shape[field].safeParse(detail[field]).success;
  const isOwn = isSound('tenantId') && String(detail.eventId).startsWith(`${String(detail.tenantId)}/`);
  return Object.fromEntries(
    KEPT.filter((field) => isSound(field) && (field !== 'eventId' || isOwn)).map((field) => [field, detail[field]]),
  );
};

/**
 * The least group that may repair a dead letter. Only a malformed event can be repaired: any other was published as it is by who may
 * publish it. One that does not say whose it is, or which, is an admin's.
 */
export const repairerOf = (letter: Pick<DeadLetter, 'kind' | 'event' | 'body'>): Group | undefined => {
  if (letter.kind !== 'malformed' || !letter.event || !isFields(letter.body)) return undefined;
  const kept = keptOf(letter);
  return BY_OPERATORS.has(letter.event) && KEPT.every((field) => field in kept) ? 'operator' : 'admin';
};

export interface Repaired {
  readonly tenantId: string;
  /** The message as it is sent. */
  readonly body: string;
  readonly changes: Change[];
}

/**
 * A malformed event with the detail that a person gives it, if he may.
 * @param nameOf what people call a tenant
 * @throws Problem 409 when it cannot be repaired or is not confirmed, 403 when not by this caller, 400 when not so
 */
export const repairedBy = async (
  caller: Caller,
  letter: DeadLetter,
  { detail, confirm }: { readonly detail: Fields; readonly confirm: string | undefined },
  nameOf: (tenantId: string) => Promise<string>,
): Promise<Repaired> => {
  const least = repairerOf(letter);
  if (!least) {
    throw new Problem(
      409,
      'not-repairable',
      'Only a malformed event can be repaired, and this message is none: send it again as it is, or discard it.',
    );
  }
  requireGroup(caller, least);
  const after = repaired(letter, detail);
  if (least === 'admin') requireConfirmed(confirm, await nameOf(after.tenantId), after.tenantId);
  return after;
};

/** @throws Problem 400 that names what is kept and was changed, or says that the event is malformed still */
const repaired = (letter: DeadLetter, detail: Fields): Repaired => {
  const problems = [...keptProblems(letter, detail), ...variableProblems(detailIn(letter.body), detail)];
  if (problems.length > 0) throw fieldsProblem(400, 'request-invalid', problems);
  const envelope = { ...(isFields(letter.body) ? letter.body : {}), 'detail-type': letter.event ?? '', detail };
  try {
    const parsed = parseEnvelope(envelope as never).detail;
    return {
      tenantId: parsed.tenantId,
      body: JSON.stringify({ ...envelope, detail: parsed }),
      changes: changesOf(letter.event ?? '', detailIn(letter.body), parsed, letter.messageId),
    };
  } catch (error) {
    if (!(error instanceof MalformedEvent)) throw error;
    throw fieldsProblem(400, 'request-invalid', [
      { field: '/detail', problem: error.message, fix: 'Give the whole detail as its schema has it.' },
    ]);
  }
};

const keptProblems = (letter: DeadLetter, detail: Fields): readonly FieldProblem[] =>
  Object.entries(keptOf(letter))
    .filter(([field, value]) => detail[field] !== value)
    .map(([field, value]) => ({
      field: `/detail/${field}`,
      problem: `${String(value)} in the message, and a repair keeps it`,
      fix: `Give ${String(value)}: what is about another tenant, or another event, is asked for by its own route.`,
    }));

/** Who repairs an event sets no variable that he could not set for the tenant. What the message has already may stay. */
const variableProblems = (before: Fields, after: Fields): readonly FieldProblem[] => {
  if (!isFields(after.variables)) return [];
  const had = isFields(before.variables) ? before.variables : {};
  const changed = Object.fromEntries(Object.entries(after.variables).filter(([name, value]) => had[name] !== value));
  const { error } = entry.variables.safeParse(changed);
  return error ? fieldProblems(error, {}, 'Give {"NAME": "text"}.').map((one) => ({ ...one, field: `/detail/variables${one.field}` })) : [];
};
