import { countOf } from '@tenantry/saga/created';
import type { SagaCreates } from '@tenantry/saga/document';
import { STAGES, type Stage } from '@tenantry/saga/stages';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Tenant } from '../../contract/tenants.ts';
import { consoleUrl } from '../../model/console-url.ts';
import { countsOf } from '../../model/created.ts';
import { stageKey, type TenantHistory } from '../../model/history.ts';

type Resource = Tenant['resources'][number];

/** What a tenant has in AWS: what the steps that are done create, with the ids that events name, and where to look at it. */
export const resourcesOf = (history: TenantHistory, zone: LandingZone): Resource[] =>
  merged(STAGES.flatMap((stage) => createdIn(history, stage).flatMap(({ creates, ids }) => listed(history, stage, creates, ids, zone))));

/** What several steps of a stage make alike is one line. */
const merged = (resources: readonly Resource[]): Resource[] => {
  const lines = Map.groupBy(resources, ({ stage, type, id, account }) => `${stage} ${type} ${id} ${account}`);
  return [...lines.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const count = [first, ...others].reduce((sum, { count: one = 1 }) => sum + one, 0);
    return [count === 1 ? first : { ...first, count }];
  });
};

interface CreatedOf {
  readonly creates: SagaCreates;
  /** As the step told them. */
  readonly ids: readonly string[];
}
/** What the steps of a stage have created that is still there: by what each last said of itself, or else by how far the stage is. */
const createdIn = (history: TenantHistory, stage: Stage): readonly CreatedOf[] => {
  if (history.latest[stage.removed]) return [];
  const behind = doneEntries(history, stage);
  return stage.entries.flatMap((entry, i) => {
    if (!('step' in entry)) return [];
    const made = history.made?.[`${stage.name}/${entry.step}`];
    if (made ? made.isGone : i >= behind) return [];
    const created = made?.created ?? [];
    return (stage.steps.find(({ name }) => name === entry.step)?.creates ?? []).map((creates) => ({
      creates,
      ids: created.flatMap(({ type, id }) => (type === creates.type ? [id] : [])),
    }));
  });
};

/** How many entries of its list a stage has behind it, as far as its events say; on removal it removes the last ones first. */
const doneEntries = ({ latest }: TenantHistory, { name, entries }: Stage): number => {
  const published = entries.findLastIndex((entry) => 'publishes' in entry && latest[entry.publishes]) + 1;
  const last = latest[stageKey(name)];
  const { step, state, direction } = (last?.detail ?? {}) as {
    readonly step?: string;
    readonly state?: string;
    readonly direction?: string;
  };
  const at = entries.findIndex((entry) => 'step' in entry && entry.step === step);
  if (at < 0) return published;
  if (direction === 'remove' || latest.TenantOffboarding) return Math.min(published, state === 'done' ? at : at + 1);
  return Math.max(published, state === 'done' ? at + 1 : at);
};

const listed = ({ latest }: TenantHistory, stage: Stage, creates: SagaCreates, made: readonly string[], zone: LandingZone): Resource[] => {
  const { type, account } = creates;
  const { owner, superAdmin, devops, networking, production } = zone.config.accounts;
  const tenant = String(latest.AccountReady?.detail.accountId ?? '');
  const accountId = { tenant, owner, 'super-admin': superAdmin, devops, networking, production }[account];
  const known = { stage: stage.name, type, accountId, account };
  const told = stage.entries.flatMap((entry) => ('publishes' in entry ? idsIn(latest[entry.publishes]?.detail, creates.ids) : []));
  const named = [...new Set(made.length > 0 ? made : told)].map((id) => ({
    ...known,
    id,
    consoleUrl: consoleUrl(zone, type, id, accountId),
  }));
  if (named.length > 1) return named;
  const count = countOf(creates, countsOf(zone));
  const [one = { ...known, id: '', consoleUrl: consoleUrl(zone, '', '', accountId) }] = named;
  return [count === 1 ? one : { ...one, count }];
};

const idsIn = (detail: Readonly<Record<string, unknown>> = {}, fields: readonly string[]): readonly string[] =>
  fields.flatMap((field) => [detail[field]].flat()).filter((id): id is string => typeof id === 'string' && id !== '');
