import type { SagaCreates, SagaDocument, SagaEntry, SagaStage, SagaStep } from '@tenantry/saga/document';
import { heardBy } from '@tenantry/shared/infra/stage-service';
import { baselineOf } from '@tenantry/shared/saga/baseline';
import type { AnyStage, AnyStep, Creates, Entry } from '@tenantry/shared/saga/stage';
import { stepsOf } from '@tenantry/shared/saga/stage';
import type { Resources, Service } from '../services.ts';

type Templates = Readonly<Record<keyof SagaDocument['roles'] | 'sweep', { readonly Resources: Resources }>>;
export interface StageService {
  readonly stage: AnyStage;
  readonly service: Service;
}

/**
 * The saga document. Pure.
 * @param templates of the landing zone by account
 * @param prefix of all names of the deployment whose services and templates these are
 */
export const sagaOf = (services: readonly StageService[], templates: Templates, prefix: string): SagaDocument => {
  const stages = services.map(({ stage }) => stageOf(stage));
  const namesIn = (resources: Resources, type: string, property: string): readonly string[] =>
    Object.values(resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => String((Properties as Record<string, unknown>)[property]).replace(prefix, ''));
  const named = (type: string, property: string): readonly string[] =>
    services.flatMap(({ service }) => namesIn(service.resources.Resources, type, property));
  const rolesIn = (account: keyof Templates): readonly string[] => namesIn(templates[account].Resources, 'AWS::IAM::Role', 'RoleName');
  const queues = named('AWS::SQS::Queue', 'QueueName');
  return {
    stages,
    wayBack: wayBackOf(stages),
    functions: services.flatMap(({ service }) => Object.values(service.functions).map(({ name }) => name.replace(prefix, ''))),
    queues: queues.filter((name) => queues.includes(`${name}-dlq`)),
    alarms: named('AWS::CloudWatch::Alarm', 'AlarmName'),
    roles: {
      owner: rolesIn('owner'),
      networking: rolesIn('networking'),
      production: rolesIn('production'),
      devops: rolesIn('devops'),
      tenant: [...new Set([...rolesIn('tenant'), ...rolesIn('sweep')])],
    },
  };
};

const stageOf = (stage: AnyStage): SagaStage => {
  const entries = stage.entries.map(entryOf);
  const ready = entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : [])).at(-1);
  return {
    name: stage.name,
    waitsFor: entries.flatMap((entry) => ('on' in entry ? [entry.on] : [])),
    hears: heardBy(stage).map(({ name }) => name),
    ...(ready === undefined || ready === stage.removed.name ? {} : { ready }),
    removeOn: stage.removeOn.map(({ name }) => name),
    removed: stage.removed.name,
    entries,
    steps: stepsOf(stage).map(sagaStepOf),
    baseline: baselineOf(stage),
  };
};

const entryOf = (entry: Entry): SagaEntry => {
  switch (entry.kind) {
    case 'on':
      return { on: entry.event.name };
    case 'also':
      return { also: entry.event.name };
    case 'step':
      return { step: entry.step.name };
    case 'publish':
      return { publishes: entry.event.name };
    case 'unless':
      return { unless: entry.hold };
  }
};

const sagaStepOf = ({ name, maxSeconds, deadlineSeconds, facts: { creates, usually } }: AnyStep): SagaStep => ({
  name,
  maxSeconds,
  deadlineSeconds,
  creates: creates.map(createsOf),
  ...(usually ? { usually } : {}),
});

const createsOf = ({ type, count = 1, account = 'tenant', id = [], per, quota }: Creates): SagaCreates => ({
  type,
  count,
  account,
  ids: [id].flat(),
  ...(per ? { per } : {}),
  ...(quota ? { quota } : {}),
});

/**
 * The order in which stages are removed, from the events that each hears for it. Where several may go, the one that began first
 * does. @throws Error when two wait for each other
 */
export const wayBackOf = (stages: readonly SagaStage[]): readonly string[] => {
  const order: SagaStage[] = [];
  const isDone = (event: string): boolean =>
    order.some(({ removed }) => removed === event) || stages.every(({ removed }) => removed !== event);
  for (let left = stages; left.length > 0; left = stages.filter((stage) => !order.includes(stage))) {
    // The stage that ends the removal goes forward there.
    const next = left.find(({ removeOn, waitsFor }) => (removeOn.length > 0 ? removeOn : waitsFor).every(isDone));
    if (!next) throw new Error(`these stages wait for each other on the way back: ${left.map(({ name }) => name).join(', ')}`);
    order.push(next);
  }
  return order.map(({ name }) => name);
};
