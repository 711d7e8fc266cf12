import type { SagaDocument, SagaStage, SagaStep, UsualWait } from './document.ts';
import { saga } from './generated/saga.ts';

type Generated = typeof saga;
type GeneratedStage = Generated['stages'][number];

export type StageName = GeneratedStage['name'];
/** The steps of a stage, of every stage by default. */
export type StepName<Name extends StageName = StageName> = Extract<GeneratedStage, { readonly name: Name }>['steps'][number]['name'];
export type Stage = SagaStage & { readonly name: StageName };
export type QueueName = Generated['queues'][number];

/** The saga as a person follows it: the stages in order, what each waits for, hears, publishes and creates. */
export const STAGES: readonly Stage[] = saga.stages satisfies SagaDocument['stages'];
export const STAGE_NAMES = saga.stages.map(({ name }) => name) as [StageName, ...StageName[]];
/** The stages in the order in which they are removed. */
export const WAY_BACK: readonly StageName[] = saga.wayBack;

/** Of the stages' services, by what follows `tenantry-<deployment>-`: functions, queues that have dead letters, alarms. */
export const { functions: STAGE_FUNCTIONS, queues: STAGE_QUEUES, alarms: STAGE_ALARMS } = saga satisfies SagaDocument;
/** Of the landing zone, by account and by what follows `tenantry-<deployment>-`. */
export const ROLES: SagaDocument['roles'] = saga.roles;

/** The stages of an on-boarding: all but the one that ends the removal. */
export const FORWARD: readonly Stage[] = STAGES.filter(({ ready }) => ready !== undefined);
/** The stage with which an on-boarding begins. */
export const FIRST: StageName = saga.stages[0].name;
/** The stage that decides on removal and completes it. */
export const LAST: StageName = saga.wayBack[saga.wayBack.length - 1] as StageName;

export const stageNamed = (name: StageName): Stage => {
  const found = STAGES.find((stage) => stage.name === name);
  if (!found) throw new Error(`the saga has no stage ${name}`);
  return found;
};

/** The step of that name; undefined where an event of an older release names one that is gone. */
export const findStep = (stage: string, step: string): SagaStep | undefined =>
  STAGES.find(({ name }) => name === stage)?.steps.find(({ name }) => name === step);

/** Undefined for a step that waits for nothing. */
export const usualWait = (stage: string, step: string): UsualWait | undefined => findStep(stage, step)?.usually;
export const usualSeconds = (stage: string, step: string): number | undefined => usualWait(stage, step)?.seconds;
