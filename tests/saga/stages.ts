import { AccountReady, AccountReleased } from '@tenantry/events-schema/account';
import { TenantRequested } from '@tenantry/events-schema/admin';
import { DnsReady, DnsRemoved } from '@tenantry/events-schema/dns';
import { CertificateRequested, EdgeReady, EdgeRemoved, OriginReady } from '@tenantry/events-schema/edge';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved, TenantReady } from '@tenantry/events-schema/pipeline';
import { type AnyStage, type AnyStep, type Backward, stage } from '@tenantry/shared/saga/stage';
import type { cloud, Scope } from './resources.ts';

/** The builder without its types: the simulated steps need and give nothing that is worth typing. */
interface Loose extends AnyStage {
  on(event: EventDefinition): Loose;
  step(step: AnyStep): Loose;
  publishes(event: EventDefinition): Loose;
}
const start = (name: string, backward: Backward) => stage<Scope>(name, backward) as unknown as Loose;

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

/** The saga's five stages with the same events and the same shape as the services, on a simulated cloud. */
export const stagesOn = ({ resource, waits, available, born }: ReturnType<typeof cloud>): readonly AnyStage[] => [
  start('account', { removeOn: [NetworkRemoved, EdgeRemoved], removed: AccountReleased })
    .on(TenantRequested)
    .step(resource('account', ['vpc', 'bucket', 'nat', 'distribution']))
    .step(available('account', 4))
    .step(resource('roles', ['vpc']))
    .publishes(AccountReady),
  start('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
    .on(AccountReady)
    .step(resource('cidr', ['vpc']))
    .step(resource('vpc', ['nat', 'peering']))
    .step(resource('nat', [], 4))
    .step(resource('peering'))
    .step(available('nat', 6))
    .publishes(NetworkPeered),
  start('edge', { removeOn: [DnsRemoved], removed: EdgeRemoved })
    .on(AccountReady)
    .step(resource('bucket', ['distribution']))
    .publishes(OriginReady)
    .step(resource('certificate', ['distribution']))
    .publishes(CertificateRequested)
    .step(waits('certificateIssued', () => born.has('validation')))
    .step(resource('distribution', ['alias'], 5))
    .step(available('distribution', 5))
    .publishes(EdgeReady),
  start('dns', { removeOn: [PipelineRemoved], removed: DnsRemoved })
    .on(CertificateRequested)
    .step(resource('validation'))
    .on(EdgeReady)
    .step(resource('alias'))
    .publishes(DnsReady),
  start('pipeline', { removeOn: [TenantOffboarding], removed: PipelineRemoved })
    .on(NetworkPeered)
    .on(OriginReady)
    .step(resource('schema'))
    .step(resource('pipeline'))
    .step(available('pipeline', 5))
    .on(DnsReady)
    .step(resource('live'))
    .publishes(TenantReady),
];
