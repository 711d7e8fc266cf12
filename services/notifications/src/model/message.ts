import { withRunbook } from '@tenantry/shared/failure/runbook';
import type { Notice } from './notice.ts';

/** What is known of the tenant when it is sent: nothing of it is kept with a delivery. */
export interface About {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  /** Where the console shows the tenant. */
  readonly consoleUrl: string;
  readonly runbookUrl?: string | undefined;
}
type Fields = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const pageOf = ({ tenantId }: Notice, { consoleUrl }: About): string => (tenantId ? `${consoleUrl}/tenants/${tenantId}` : consoleUrl);

/** The notice with the runbook's address in its advice and link. */
const dataOf = ({ data }: Notice, runbookUrl: string | undefined): Fields =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? withRunbook(value, runbookUrl) : value]));

/**
 * The body of a webhook: `type`, `timestamp` and `data`, as Standard Webhooks propose (section "Payload structure"). Only a tenant's
 * name, when known, is added to what the event said. Pure.
 */
export const webhookBody = (notice: Notice, about: About): string => {
  const { tenantId, type, at, eventId } = notice;
  const tenant = tenantId
    ? { tenantId, ...(about.name ? { tenantName: about.name } : {}), ...(about.slug ? { slug: about.slug } : {}) }
    : {};
  return JSON.stringify({
    type,
    timestamp: at,
    data: { ...tenant, eventId, console: pageOf(notice, about), ...dataOf(notice, about.runbookUrl) },
  });
};

const OF_KIND: Readonly<Record<string, string>> = {
  stalled: 'a stage stalled',
  unwell: 'it does not answer as it should',
  releaseFailed: 'a release was not delivered',
  rolledBack: 'its on-boarding failed and is undone',
  quiet: 'nothing is heard of it',
  drifted: 'something of it was changed by others',
};
const why = ({ kind, stage }: Fields): string =>
  [OF_KIND[textOf(kind)] ?? textOf(kind), ...(textOf(stage) ? [`stage ${textOf(stage)}`] : [])].join(', ');

const HEADLINES: Readonly<Record<Notice['type'], (tenant: string, data: Fields) => string>> = {
  TenantAttentionRaised: (tenant, data) => `${tenant} needs attention: ${why(data)}`,
  TenantAttentionCleared: (tenant, data) => `Over: ${tenant}, ${why(data)}`,
  TenantRequested: (tenant) => `${tenant} was requested: its on-boarding begins`,
  TenantReady: (tenant) => `${tenant} is ready`,
  SuspensionChanged: (tenant, { suspended }) => `${tenant} is ${suspended ? 'suspended' : 'resumed'}`,
  IsolationChanged: (tenant, { isolated }) => `${tenant} is ${isolated ? 'isolated' : 'no longer isolated'}`,
  TenantOffboarding: (tenant, { rolledBack }) => `${tenant} is being removed${rolledBack ? ': its on-boarding failed' : ''}`,
  TenantOffboarded: (tenant) => `${tenant} is off-boarded: nothing billable is left`,
  AccountClosed: (tenant) => `The AWS account of ${tenant} is closed`,
  ErasureCertified: (tenant) => `The certificate of erasure of ${tenant} is issued`,
  Test: () => 'A test of this subscription: nothing has happened',
};

const called = ({ tenantId = '' }: Notice, { name, slug }: About): string => name ?? slug ?? `tenant ${tenantId}`;
export const headlineOf = (notice: Notice, about: About): string => HEADLINES[notice.type](called(notice, about), notice.data);

/** Lines below the headline, for people: what failed, what to do, where to look. */
const linesOf = (notice: Notice, about: About): readonly string[] => {
  const data = dataOf(notice, about.runbookUrl);
  const [step, call, code, advice, link] = ['step', 'call', 'code', 'advice', 'link'].map((field) => textOf(data[field]));
  return [
    ...(step ? [`Step: ${step}`] : []),
    ...(call || code ? [`Failed: ${[call, code].filter(Boolean).join(', ')}`] : []),
    ...(advice ? [`What to do: ${advice}`] : []),
    ...(link && !advice?.includes(link) ? [`Runbook: ${link}`] : []),
    `Console: ${pageOf(notice, about)}`,
    `Time: ${notice.at}`,
  ];
};

/** Slack takes these three as its own (Slack, "Formatting text for app surfaces", escaping). */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A section's text has at most 3,000 characters (Slack, "Section block"). */
const MOST_OF_SECTION = 3_000;

/** The body for an incoming webhook of Slack; `text` is what notifications show. Pure. */
export const slackBody = (notice: Notice, about: About): string => {
  const [title, lines] = [escaped(headlineOf(notice, about)), linesOf(notice, about).map(escaped)];
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, MOST_OF_SECTION) } });
  return JSON.stringify({ text: title, blocks: [section(`*${title}*`), section(lines.join('\n'))] });
};

/** SNS takes a subject of at most 100 ASCII characters that begins with a letter, a number or a punctuation mark (Publish API reference). */
const subjectOf = (title: string): string => title.replace(/[^ -~]+/g, '?').slice(0, 100);

export const mailOf = (notice: Notice, about: About): { readonly subject: string; readonly text: string } => {
  const title = headlineOf(notice, about);
  return { subject: subjectOf(`Tenantry: ${title}`), text: [title, '', ...linesOf(notice, about)].join('\n') };
};
