import type { Client } from '@tenantry/api-client/client';
import type { AttentionKind, Outcome, TenantState, TenantSummary } from '@tenantry/api-client/generated/api';
import type { StageName } from '@tenantry/saga/stages';
import { CommandError, EXIT } from './exit-code.ts';
import type { Styles } from './style.ts';

const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const PAGE = 100;

/** States as a record, so that a state which the API gains and this lacks does not compile. */
const COLOURS: Readonly<Record<TenantState, 'blue' | 'green' | 'red' | 'yellow' | 'dim'>> = {
  requested: 'blue',
  onboarding: 'blue',
  ready: 'green',
  stalled: 'red',
  failed: 'red',
  offboarding: 'yellow',
  offboarded: 'dim',
};
export const TENANT_STATES = Object.keys(COLOURS) as readonly TenantState[];

/** What became of a tenant, where its state does not say it. */
const OUTCOMES: Readonly<Record<Outcome, readonly [text: string, colour: (typeof COLOURS)[TenantState]]>> = {
  failed: ['failed', 'red'],
  rolledBack: ['rolled back', 'red'],
  unknown: ['never requested', 'dim'],
};
export const TENANT_OUTCOMES = Object.keys(OUTCOMES) as readonly Outcome[];

/** As a record, so that a kind which the API gains and this lacks does not compile. */
const KINDS: Readonly<Record<AttentionKind, true>> = {
  stalled: true,
  unwell: true,
  releaseFailed: true,
  rolledBack: true,
  quiet: true,
  drifted: true,
};
export const ATTENTION_KINDS = Object.keys(KINDS) as readonly AttentionKind[];

/** Where a tenant is, in a word or two. */
export const stateText = ({ state, outcome }: Pick<TenantSummary, 'state' | 'outcome'>, styles: Styles): string => {
  const [text, colour] = (outcome && OUTCOMES[outcome]) ?? [state, COLOURS[state]];
  return styles[colour](text);
};

/** Which tenants are meant: those that fit everything that is given. */
export interface Selection {
  readonly search?: string | undefined;
  readonly state?: TenantState | undefined;
  readonly behind?: StageName | undefined;
  readonly outcome?: Outcome | undefined;
  readonly attention?: string | undefined;
}

/** Every tenant that is selected, newest first, page by page. */
async function* tenantsOf(api: Client, selection: Selection = {}): AsyncGenerator<TenantSummary> {
  for (let cursor: string | undefined; ; ) {
    const page = await api('GET /tenants', { query: { ...selection, limit: PAGE, ...(cursor ? { cursor } : {}) } });
    yield* page.tenants;
    cursor = page.cursor;
    if (!cursor) return;
  }
}

/** The same as a list. */
export const allTenants = async (api: Client, selection: Selection = {}): Promise<readonly TenantSummary[]> => {
  const found: TenantSummary[] = [];
  for await (const tenant of tenantsOf(api, selection)) found.push(tenant);
  return found;
};

/**
 * The id of the tenant that somebody means: by its id, slug or domain. A slug may have had several tenants, one after the other: it is
 * the one that is there, else the latest.
 * @throws CommandError when there is none
 */
export const findTenantId = async (api: Client, meant: string): Promise<string> => {
  if (TENANT_ID.test(meant)) return meant.toUpperCase();
  const wanted = meant.toLowerCase();
  let gone: string | undefined;
  for await (const { tenantId, slug, domain, state } of tenantsOf(api, { search: wanted })) {
    if (slug !== wanted && domain !== wanted) continue;
    if (state !== 'offboarded') return tenantId;
    gone ??= tenantId;
  }
  if (gone) return gone;
  throw new CommandError(EXIT.notFound, `there is no tenant ${meant}`, `look for it: tenantry list --search ${meant.slice(0, 3)}`);
};
