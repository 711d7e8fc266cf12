import { TenantAttentionCleared, TenantAttentionRaised } from '@tenantry/events-schema/attention';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { withRunbook } from '@tenantry/shared/failure/runbook';
import type { Fact } from '../model/fact.ts';

/** What goes to the alarm topic. */
export interface Message {
  /** Mail needs it: ASCII, one line, fewer than 100 characters (SNS API reference, Publish). */
  readonly subject: string;
  readonly text: string;
  /** By which a subscription can choose: `event`, `kind`, `tenantId`. */
  readonly attributes: Readonly<Record<string, string>>;
}
type Config = Pick<LandingZone['config'], 'publicUrl' | 'rootDomain' | 'runbookUrl'>;

const KINDS: Readonly<Record<string, string>> = { releaseFailed: 'release failed', rolledBack: 'rolled back' };
/** Characters of a subject. */
const SUBJECT = 99;

/**
 * That a tenant needs attention, or no more, for those who hear alarms; undefined for every other fact, and while somebody has silenced it.
 * Names the tenant by slug, call and code of what was refused, what to do, and where. What AWS said at length may name people, and stays
 * in the console. Pure.
 * @param now epoch milliseconds
 */
export const messageOf = (
  { name, detail }: Fact,
  tenant: { readonly tenantId: string; readonly slug: string },
  config: Config,
  now: number,
): Message | undefined => {
  const isOver = name === TenantAttentionCleared.name;
  if (!isOver && name !== TenantAttentionRaised.name) return undefined;
  const { kind = '', stage = '', since = '', reason, call, code, advice, link, silencedUntil } = detail as Readonly<Record<string, string>>;
  if (silencedUntil && Date.parse(silencedUntil) > now) return undefined;
  const slug = tenant.slug || tenant.tenantId;
  const what = `${KINDS[kind] ?? kind}${stage ? ` at ${stage}` : ''}`;
  const page = `${config.publicUrl.replace('{domain}', consoleDomain(config))}/tenants/${tenant.tenantId}`;
  const lines = isOver
    ? [`It is over: ${slug} no longer needs attention for this (${what}, since ${since}).`]
    : [reason, '', `Since: ${since}`, ...field('Call', call), ...field('Code', code), ...field('What to do', advice)];
  const runbook = link && !isOver ? [`Runbook: ${link}`] : [];
  const text = [
    ...lines,
    '',
    `Tenant: ${slug} (${tenant.tenantId})`,
    `Console: ${page}`,
    `Command: tenantry show ${slug}`,
    ...runbook,
  ].join('\n');
  return {
    subject: asSubject(`${isOver ? 'OK' : 'ATTENTION'}: ${slug}: ${what}`),
    text: withRunbook(text, config.runbookUrl),
    attributes: { event: name, kind, tenantId: tenant.tenantId },
  };
};

const field = (title: string, value: string | undefined): readonly string[] => (value ? [`${title}: ${value}`] : []);
const asSubject = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, SUBJECT);
