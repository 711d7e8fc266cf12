import { type DriftCheckRequested, StageDriftChecked } from '@tenantry/events-schema/drift';
import type { DetailOf } from '@tenantry/events-schema/event';
import { onlyLooking, type RefusedCall } from '../aws/looking.ts';
import { failureOf, StalledError, Wait } from '../failure/errors.ts';
import { createdBy } from './created.ts';
import { isHeld } from './held.ts';
import { inputs } from './inputs.ts';
import { MARGIN } from './ports.ts';
import { type Heard, next, type StageRecord } from './record.ts';
import type { LooseVerbs, Resource } from './resource-verbs.ts';
import { type AnyStage, type AnyStep, stepsOf } from './stage.ts';

/**
 * A stage looks whether all that it has of a live tenant is as it should be, and changes nothing: neither in AWS, where every client refuses,
 * nor its record. Every finished step goes the way of `ensure`: a resource as far as what it would create or repair, any other step as far as
 * the first call that would change something.
 */

type Checked = DetailOf<typeof StageDriftChecked>;
export type Difference = Checked['differences'][number];
export type Unread = Checked['unread'][number];

export interface DriftPorts<Scope = unknown> {
  /** The record as it is in the table now, not as it was read before. */
  readonly read: (tenantId: string) => Promise<StageRecord>;
  readonly scope: (record: StageRecord, heard: Heard) => Scope;
  /** Runs a step's work so that its calls say where they come from. */
  readonly within: <T>(step: string, record: StageRecord, work: () => Promise<T>) => Promise<T>;
  readonly publish: (event: string, detail: object) => Promise<void>;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Seconds until the function is stopped. */
  readonly remaining: () => number;
}

/** Steps that are looked at at the same time: few, since all tenants of a deployment share the throttles of its accounts. */
const AT_A_TIME = 4;
/** An event has at most 256 KB, and a person reads no more. */
const MOST = 50;

/** Whether a stage has all of a live tenant: what it should have of any other changes. */
const hasAll = (r: StageRecord): boolean =>
  !r.ended && r.desired === 'present' && r.finished && !isHeld(r) && r.failure?.generation !== r.generation;

/** Whether nobody is at work: only then a difference is drift. */
const isAtRest = (stage: AnyStage, r: StageRecord, now: number): boolean =>
  !(r.lease && r.lease.until > now) && next(stage, r).do === 'nothing';

/** Whether it has looked, is at work now, or has nothing of the tenant that could drift. */
export type Outcome = 'looked' | 'busy' | 'nothing';

/** Looks, and says what it saw. A stage that is at work, or has nothing of the tenant, says nothing. */
export const checkDrift = async <Scope>(
  stage: AnyStage,
  ports: DriftPorts<Scope>,
  asked: DetailOf<typeof DriftCheckRequested>,
): Promise<Outcome> => {
  const { tenantId, checkId, eventId: causedBy } = asked;
  const record = await ports.read(tenantId);
  if (!hasAll(record)) return 'nothing';
  if (!isAtRest(stage, record, ports.now())) return 'busy';
  const steps = stepsOf(stage).filter(({ name }) => record.done[name]?.generation === record.generation && !SHUTS.test(name));
  const queue = steps.values();
  const looks: Look[] = [];
  const work = async (): Promise<void> => {
    for (const step of queue) looks.push(await lookAt(stage, ports, record, step));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  // What was at work meanwhile has changed what was seen.
  const after = await ports.read(tenantId);
  if (after.generation !== record.generation || !hasAll(after) || !isAtRest(stage, after, ports.now())) return 'busy';
  const order = new Map(steps.map(({ name }, i) => [name, i]));
  const sorted = looks.toSorted((a, b) => (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0));
  await ports.publish(StageDriftChecked.name, {
    tenantId,
    eventId: `${tenantId}/${stage.name}/${StageDriftChecked.name}/${checkId}`,
    causedBy,
    at: new Date(ports.now() * 1000).toISOString(),
    stage: stage.name,
    checkId,
    looked: steps.length,
    differences: sorted.flatMap(({ differences }) => differences).slice(0, MOST),
    unread: sorted.flatMap(({ unread }) => unread).slice(0, MOST),
  });
  return 'looked';
};

/** What shuts something of a tenant that is held has nothing to do for one that is not. */
const SHUTS = /^(isolated|suspended)[A-Z]/;

interface Look {
  readonly step: string;
  readonly differences: readonly Difference[];
  readonly unread: readonly Unread[];
}

/** Ends a step's way where it would create something. */
class Missing extends Error {}

const lookAt = async <Scope>(stage: AnyStage, ports: DriftPorts<Scope>, record: StageRecord, step: AnyStep): Promise<Look> => {
  const { name, facts, maxSeconds } = step;
  const unreadFor = (reason: string): Look => ({ step: name, differences: [], unread: [{ step: name, reason: reason.slice(0, 500) }] });
  if (facts.unseen) return unreadFor(facts.unseen);
  if (ports.remaining() < maxSeconds + MARGIN) return unreadFor('there was no time left to look at it');
  const saved = record.done[name]?.out ?? {};
  const which = whichOf(step, saved);
  const found: Difference[] = [];
  const refused: RefusedCall[] = [];
  const hidden: string[] = [];
  const heard = inputs(stage, record);
  const looking = lookingStep(step, {
    missing: () => found.push({ ...which, is: 'missing' }),
    changed: (fields) => found.push({ ...which, is: 'changed', fields: fields.slice(0, 20).map((field) => field.slice(0, 200)) }),
    unseen: (fields) => hidden.push(...fields),
  });
  try {
    await onlyLooking(refused, () =>
      ports.within(name, record, () => looking.ensure(ports.scope(record, heard) as never, heard as never, saved)),
    );
  } catch (error) {
    if (error instanceof StalledError) found.push({ ...which, is: 'taken', message: error.message.slice(0, 500) });
    else if (found.length === 0 && refused.length === 0) return unreadFor(reasonOf(error));
  }
  const differences = found.length > 0 ? found : refused.map((call) => repairOf(which, call));
  return {
    step: name,
    differences,
    unread:
      hidden.length > 0 ? [{ step: name, reason: `AWS does not show, or the step does not read: ${hidden.join(', ')}`.slice(0, 500) }] : [],
  };
};

/** What it is about, as far as the step says; the id where there is only one. */
const whichOf = ({ name, facts }: AnyStep, saved: object): Pick<Difference, 'step' | 'type' | 'id'> => {
  const [type] = facts.creates;
  const ids = createdBy(facts.creates.slice(0, 1), saved);
  return { step: name, ...(type ? { type: type.type } : {}), ...(ids.length === 1 && ids[0] ? { id: ids[0].id } : {}) };
};

const CREATES = /^\S+ (Create|Allocate|Request|Put|Add|Attach|Associate|ChangeResourceRecordSets)/;
const repairOf = (which: Pick<Difference, 'step' | 'type' | 'id'>, { call, target }: RefusedCall): Difference => ({
  ...which,
  is: CREATES.test(call) ? 'missing' : 'changed',
  repair: `${call} ${target}`.trim().slice(0, 400),
});

/** Without what a call answered at length. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Wait) return `it waits for ${error.message}`;
  const { call, code } = failureOf(error);
  return call ? `${call} answered ${code}` : code;
};

interface Notes {
  readonly missing: () => void;
  readonly changed: (fields: readonly string[]) => void;
  readonly unseen: (fields: readonly string[]) => void;
}
const isResource = (step: AnyStep): step is AnyStep & Pick<Resource<string, never, never, object>, 'verbs' | 'withVerbs'> =>
  'withVerbs' in step;

/** The step with verbs that note what they would have done. A step without verbs goes as far as clients let it. */
const lookingStep = (step: AnyStep, notes: Notes): AnyStep => {
  if (!isResource(step)) return step;
  const { unseen = [] } = step.verbs;
  const verbs: Partial<LooseVerbs> = {
    create: async () => {
      notes.missing();
      throw new Missing();
    },
    repair: async (_scope, _wanted, _found, differences) => {
      const seen = differences.filter((field) => !unseen.includes(field));
      if (seen.length > 0) notes.changed(seen);
      if (seen.length < differences.length) notes.unseen(differences.filter((field) => unseen.includes(field)));
      return undefined;
    },
  };
  return step.withVerbs(step.verbs.repair ? verbs : { create: verbs.create as NonNullable<LooseVerbs['create']> });
};
