import { allEvents } from '@tenantry/events-schema/all';
import type { EventDefinition } from '@tenantry/events-schema/event';
import type { SagaEntry, SagaStage } from '@tenantry/saga/document';
import { FORWARD } from '@tenantry/saga/stages';
import type { AnyStage, AnyStep, Entry } from '@tenantry/shared/saga/stage';
import type { cloud } from './resources.ts';

/** What must exist when a tenant is ready. */
export const RESOURCES = [
  'account',
  'roles',
  'cidr',
  'vpc',
  'nat',
  'peering',
  'bucket',
  'certificate',
  'validation',
  'distribution',
  'alias',
  'schema',
  'pipeline',
  'live',
] as const;

/** The stages of an on-boarding with their own events, in their own order, and simulated steps on a simulated cloud. */
export const stagesOn = ({ resource, waits, available, born }: ReturnType<typeof cloud>): readonly AnyStage[] => {
  /** What stands for the steps of a stage, by the entry before which they come. */
  const steps = new Map<string, readonly AnyStep[]>([
    [
      'publishes AccountReady',
      [resource('account', ['vpc', 'bucket', 'nat', 'distribution']), available('account', 4), resource('roles', ['vpc'])],
    ],
    [
      'publishes NetworkPeered',
      [resource('cidr', ['vpc']), resource('vpc', ['nat', 'peering']), resource('nat', [], 4), resource('peering'), available('nat', 6)],
    ],
    ['publishes OriginReady', [resource('bucket', ['distribution'])]],
    ['publishes CertificateRequested', [resource('certificate', ['distribution'])]],
    [
      'publishes EdgeReady',
      [waits('certificateIssued', () => born.has('validation')), resource('distribution', ['alias'], 5), available('distribution', 5)],
    ],
    ['on EdgeReady', [resource('validation')]],
    ['publishes DnsReady', [resource('alias')]],
    ['on DnsReady', [resource('schema'), resource('pipeline'), available('pipeline', 5)]],
    ['publishes TenantReady', [resource('live')]],
  ]);
  const stages = FORWARD.map((stage) => simulated(stage, steps));
  const placed = stages.flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'step').length;
  const all = [...steps.values()].flat().length;
  if (placed !== all) throw new Error(`${all - placed} simulated steps come before an entry that no stage has: the saga has changed`);
  return stages;
};

const simulated = ({ name, removeOn, removed, entries }: SagaStage, steps: ReadonlyMap<string, readonly AnyStep[]>): AnyStage => ({
  name,
  removeOn: removeOn.map(eventNamed),
  removed: eventNamed(removed),
  entries: entries.flatMap((entry): readonly Entry[] => {
    const own = entryOf(entry);
    if (!own) return [];
    const before = steps.get(Object.entries(entry).flat().join(' ')) ?? [];
    return [...before.map((step): Entry => ({ kind: 'step', step })), own];
  }),
});

const entryOf = (entry: SagaEntry): Entry | undefined => {
  if ('on' in entry) return { kind: 'on', event: eventNamed(entry.on) };
  if ('also' in entry) return { kind: 'also', event: eventNamed(entry.also) };
  if ('unless' in entry) return { kind: 'unless', hold: entry.unless };
  return 'publishes' in entry ? { kind: 'publish', event: eventNamed(entry.publishes) } : undefined;
};

const eventNamed = (name: string): EventDefinition => {
  const found = allEvents.find((event) => event.name === name);
  if (found?.of !== 'tenant') throw new Error(`there is no event ${name} of a tenant`);
  return found;
};
