/** The saga as a person follows it: the stages in order, what each waits for, and the events that end its way forth and back. */
export const STAGES = [
  { name: 'account', waitsFor: ['TenantRequested'], ready: 'AccountReady', removed: 'AccountReleased' },
  { name: 'network', waitsFor: ['AccountReady'], ready: 'NetworkPeered', removed: 'NetworkRemoved' },
  { name: 'edge', waitsFor: ['AccountReady'], ready: 'EdgeReady', removed: 'EdgeRemoved' },
  { name: 'dns', waitsFor: ['CertificateRequested', 'EdgeReady'], ready: 'DnsReady', removed: 'DnsRemoved' },
  { name: 'pipeline', waitsFor: ['NetworkPeered', 'OriginReady', 'DnsReady'], ready: 'TenantReady', removed: 'PipelineRemoved' },
  { name: 'offboard', waitsFor: [], ready: undefined, removed: 'TenantOffboarded' },
] as const;

export type StageName = (typeof STAGES)[number]['name'];
export const STAGE_NAMES = STAGES.map(({ name }) => name) as [StageName, ...StageName[]];
