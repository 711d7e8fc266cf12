import { csvOf } from '@tenantry/api-client/csv';
import type { TenantSummary } from '@tenantry/api-client/generated/api';

/** By what a list may be sorted, and its text: times are ISO 8601, so their order is that of the texts. */
const KEYS = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  state: ({ state }) => state,
  plan: ({ plan }) => plan,
  domain: ({ domain }) => domain,
  requested: ({ requestedAt }) => requestedAt,
  ready: ({ readyAt = '' }) => readyAt,
  heard: ({ heardAt }) => heardAt,
} as const satisfies Readonly<Record<string, (tenant: TenantSummary) => string>>;
export type SortKey = keyof typeof KEYS;
export const SORT_KEYS = Object.keys(KEYS) as readonly SortKey[];

/** Tenants in the order of a column; as they are without one. Equal ones stay in the order that they have. */
export const sorted = (tenants: readonly TenantSummary[], key: SortKey | undefined): TenantSummary[] =>
  key === undefined ? [...tenants] : tenants.toSorted((a, b) => KEYS[key](a).localeCompare(KEYS[key](b), 'en'));

const COLUMNS: readonly (readonly [title: string, cell: (tenant: TenantSummary) => string | undefined])[] = [
  ['tenant id', ({ tenantId }) => tenantId],
  ['slug', ({ slug }) => slug],
  ['name', ({ name }) => name],
  ['domain', ({ domain }) => domain],
  ['plan', ({ plan }) => plan],
  ['state', ({ state }) => state],
  ['outcome', ({ outcome }) => outcome],
  ['needs attention', ({ attention = [] }) => attention.map(({ kind, stage }) => [kind, stage].filter(Boolean).join(' ')).join('; ')],
  ['account', ({ accountId }) => accountId],
  ['requested', ({ requestedAt }) => requestedAt],
  ['ready', ({ readyAt }) => readyAt],
  ['last heard of', ({ heardAt }) => heardAt],
];
/** A line for each tenant, and one of titles. */
export const tenantCsv = (tenants: readonly TenantSummary[]): string =>
  csvOf([COLUMNS.map(([title]) => title), ...tenants.map((tenant) => COLUMNS.map(([, cell]) => cell(tenant) ?? ''))]);
