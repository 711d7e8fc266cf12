import type { Administrator, Tenant, Timeline } from '@tenantry/api-client/generated/api';
import { resourceCount } from '@tenantry/api-client/resource-count';
import type { Command } from 'commander';
import { administratorFields, hasPeople } from '../administrator-text.ts';
import { attentionText } from '../attention-text.ts';
import { type Context, leaf } from '../command.ts';
import { driftLine } from '../drift-text.ts';
import { age } from '../durations.ts';
import { failureText, quietText, retryText } from '../failure-text.ts';
import type { Invocation } from '../invocation.ts';
import { failuresOf, retriedStages } from '../outcome.ts';
import { cellsOf, rowsOf } from '../stage-rows.ts';
import { fields, table } from '../table.ts';
import { findTenantId, stateText } from '../tenants.ts';
import { episodeTables, eventTable } from '../timeline-text.ts';
import { show as shown } from '../web.ts';

interface ShowOptions {
  readonly resources?: boolean;
  readonly steps?: boolean;
  readonly events?: boolean;
}

export const show = (program: Command, context: Context): void => {
  const command = leaf(program, 'show <tenant>', 'show a tenant: where it is, what is wrong, what it has', [
    'mercy',
    'mercy --steps --events',
    'mercy --resources --json',
  ])
    .option('--resources', 'every resource that it has in AWS')
    .option('--steps', 'what every step took, waited for and failed with')
    .option('--events', 'the events that the bus has told');
  shown<ShowOptions>(
    command,
    context,
    (_options, id) => `/tenants/${id}`,
    async (invocation, [meant = ''], { resources = false, steps = false, events = false }) => {
      const { api } = await invocation.connect();
      const path = { id: await findTenantId(api, meant) };
      const [tenant, timeline] = await Promise.all([
        api('GET /tenants/{id}', { path }),
        steps || events ? api('GET /tenants/{id}/timeline', { path }) : undefined,
      ]);
      const administrator = hasPeople(tenant) ? await api('GET /tenants/{id}/administrator', { path }).catch(failed) : undefined;
      const known = administrator instanceof Error || administrator === undefined ? {} : { administrator };
      const told = timeline && { steps: timeline.steps, episodes: timeline.episodes, events: timeline.events };
      invocation.print({ ...tenant, ...known, ...(told ? { timeline: told } : {}) }, () =>
        [
          headOf(tenant, administrator, invocation),
          stagesOf(tenant, invocation),
          resourcesOf(tenant, invocation, resources),
          timelineOf(timeline, invocation, steps, events),
        ].join(''),
      );
      return undefined;
    },
  );
};

/** The rest of the tenant is shown all the same. */
const failed = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const headOf = (tenant: Tenant, administrator: Administrator | Error | undefined, { styles, terminal }: Invocation): string => {
  const { tenantId, slug, name, domain, accountId, adminEmail, requestedAt, readyAt, variables, actions, offboarding } = tenant;
  const closing = offboarding?.closing;
  return `${styles.bold(name)}  ${stateText(tenant, styles)}\n${fields([
    ['id', tenantId],
    ['slug', slug],
    ['domain', domain],
    ['plan', planOf(tenant)],
    ['health', healthText(tenant, terminal.now())],
    ['drift', driftLine(tenant.drift, terminal.now())],
    ['account', accountId],
    ['admin', adminEmail],
    ...administratorFields(administrator, terminal.now()),
    ['requested', `${requestedAt} (${age(requestedAt, terminal.now())} ago)`],
    ['ready', readyAt && `${readyAt} (after ${age(requestedAt, Date.parse(readyAt))})`],
    [
      'variables',
      Object.entries(variables)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    ],
    ['isolation', holdText(tenant.isolationReport)],
    ['suspension', holdText(tenant.suspensionReport)],
    [tenant.outcome ? 'rolled back' : 'off-boarded', offboarding && offboardedText(tenant, offboarding)],
    ['export', offboarding?.exportLocation && [offboarding.exportLocation, keptText(offboarding)].filter(Boolean).join(', ')],
    ['export SHA-256', offboarding?.exportSha256],
    ['evidence', offboarding?.evidence && `${offboarding.evidence.location}, ${offboarding.leftovers ?? 0} leftovers`],
    ['left alone', offboarding?.remains?.map(({ what, why }) => `${what} (${why})`).join('; ')],
    ['closing', closing && [closing.state, closing.closedAt ?? closing.closesAt].filter(Boolean).join(' ')],
    ['you can', actions.join(', ')],
  ])}`;
};

/** With its age: what is long ago says nothing of now. */
const healthText = ({ health }: Tenant, now: number): string | undefined =>
  health && `${health.reason ?? 'its domain answers'} (${health.state}; looked at ${age(health.at, now)} ago)`;

const planOf = ({ plan, limitsOf }: Tenant): string =>
  limitsOf ? `${plan}, which is no plan now: it has the limits of ${limitsOf}` : plan;

/** Nobody asked for what a failure has undone. */
const offboardedText = ({ outcome }: Tenant, { requestedByName, requestedBy, reason }: NonNullable<Tenant['offboarding']>): string =>
  outcome ? `automatically${reason ? `: ${reason}` : ''}` : `by ${requestedByName ?? requestedBy ?? 'a failure'}: ${reason}`;

const keptText = ({ exportKeptUntil }: NonNullable<Tenant['offboarding']>): string =>
  exportKeptUntil ? `kept until ${exportKeptUntil}` : '';

/** Never "isolated", or "suspended", before every stage has said so. */
const holdText = (report: Tenant['isolationReport'] | Tenant['suspensionReport']): string | undefined => {
  if (!report) return undefined;
  const { state, since, requestedBy, requestedByName = requestedBy, reason, stages } = report;
  const missing = stages.filter(({ doneAt }) => !doneAt).map(({ stage }) => stage);
  const open = missing.length > 0 ? `; not yet: ${missing.join(', ')}` : '';
  return `${state} since ${since}, by ${requestedByName}: ${reason}${open}`;
};

const stagesOf = (tenant: Tenant, { styles, terminal, width }: Invocation): string => {
  const rows = rowsOf(tenant, undefined, terminal.now());
  const attention = tenant.attention ?? [];
  if (rows.length === 0 && !tenant.quiet && attention.length === 0) return '';
  const failures = [
    ...attention.map((one) => attentionText(tenant, one, terminal.now(), styles)),
    // An API of before says it by stages.
    ...(tenant.quiet && attention.length === 0 ? [quietText(tenant, tenant.quiet, terminal.now(), styles)] : []),
    ...(attention.length === 0 ? failuresOf(tenant).map((failure) => failureText(tenant, failure, styles)) : []),
    ...retriedStages(tenant).map((stage) => retryText(tenant, stage, styles)),
  ];
  return `\n${styles.bold('Stages')}\n${table(
    [],
    rows.map((row) => cellsOf(row, styles, false)).map(([mark = '', ...cells]) => [`  ${mark}`, ...cells]),
    width,
  )}${failures.length > 0 ? `\n${failures.join('')}` : ''}`;
};

const resourcesOf = ({ resources, slug }: Tenant, { styles, width }: Invocation, isFull: boolean): string => {
  if (resources.length === 0) return '';
  const title = `\n${styles.bold(`Resources (${resourceCount(resources)})`)}\n`;
  if (isFull)
    return `${title}${table(
      ['  STAGE', 'TYPE', 'COUNT', 'ID', 'ACCOUNT'].map(styles.dim),
      resources.map(({ stage, type, count = 1, id, account, accountId }) => [
        `  ${stage}`,
        type,
        String(count),
        id,
        `${account} ${accountId}`,
      ]),
      width,
    )}`;
  const stages = [...new Set(resources.map(({ stage }) => stage))];
  const counted = stages.map((stage) => `${stage} ${resourceCount(resources.filter((one) => one.stage === stage))}`);
  return `${title}  ${counted.join(', ')}; all of them: tenantry show ${slug} --resources\n`;
};

const timelineOf = (timeline: Timeline | undefined, { styles, width }: Invocation, steps: boolean, events: boolean): string =>
  timeline
    ? [
        steps ? `\n${styles.bold('Steps')}\n${episodeTables(timeline, styles, width)}` : '',
        events ? `\n${styles.bold('Events')}\n${eventTable(timeline.events, styles, width)}` : '',
      ].join('')
    : '';
