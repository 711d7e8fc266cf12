import type { Context } from '@laptop/aws/iam/policy';
import { REGIONS } from '@tenantry/shared/deployment/regions';
import { TENANT } from './roles.ts';

/** Fixed accounts of the laptop stay: policies name them. */
const SHARED = /^10000000000[1-5]$/;

/** The region of `config/dev.json`, which the policies are made of; tests run in another one. */
const REGION = 'us-east-1';

/** Ids that AWS or the product chooses differently in every run → one that stands for them. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<![0-9a-z-])(${REGIONS.join('|')})(?![0-9a-z-])`, 'g'), REGION],
  [/01[0-9A-HJKMNP-TV-Z]{24}/g, TENANT.id],
  [/01[0-9a-hjkmnp-tv-z]{24}/g, TENANT.id.toLowerCase()],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  [/\b(vpc|subnet|igw|eipalloc|nat|rtb|pcx|sg|eni)-[0-9a-f]{8,}\b/g, '$1-1'],
  [/\b(ou|r)-[0-9a-f]{4,}(-[0-9a-z]+)?\b/g, '$1-1'],
  [/\bo-[0-9a-f]{8,}\b/g, 'o-1'],
  [/\b(ssoins|ps|d)-[0-9a-f]{10,}\b/g, '$1-1'],
  [/(distribution|origin-access-control)\/[A-Z0-9]{10,}/g, '$1/ID'],
  [/(hostedzone|change)\/[A-Z0-9]{8,}/g, '$1/ID'],
  [/(::\/apis)\/[0-9a-z]{6,}/g, '$1/ID'],
  [/userpool\/([a-z0-9-]+)_\w+/g, 'userpool/$1_ID'],
  [/(secret:.+)-[A-Za-z0-9]{6}$/g, '$1-a1B2c3'],
  [/identity\/.+$/g, 'identity/tenant.app.localhost'],
  [/(-ui)\/.+$/g, '$1/file'],
  [/(releases\/\w+)\/[^./]+/g, '$1/ID'],
  [/(exports-\d+)\/.+$/g, '$1/file'],
  [/(evidence-\d+\/certificates)\/.+$/g, '$1/file'],
  [/(evidence-\d+)\/(?!certificates\/).+$/g, '$1/file'],
  // CodePipeline cuts a pipeline's name to 20 characters: what is left of the example's.
  [/(artifacts-\d+\/)tenantry-0\w+\/.+$/g, '$1tenantry-01tenant000/file'],
  // A restore names tables and replays by its moment.
  [/at-\d{8}T\d{6}Z(-\d+)?/g, 'at-MOMENT'],
  [/(:log-stream:).+$/g, '$1stream'],
  [/(secret:rds!cluster-).+$/g, '$1ID'],
  [/^(t\d{6,})$/g, 'dev'],
];

export const normalText = (text: string): string => {
  let changed = text.replace(/\b\d{12}\b/g, (account) => (SHARED.test(account) ? account : TENANT.accountId));
  for (const [pattern, placeholder] of PLACEHOLDERS) changed = changed.replace(pattern, placeholder);
  return changed;
};

/** Partition keys of the admin's table say what they are by what comes before `#`; the rest is one item's. */
const leadingKey = (value: string): string =>
  value
    .replace(/#.*$/, '#x')
    .replace(/^[^#]*[a-z][^#]*$/, 'x')
    .replace(TENANT.id, 'x');

/** A tenant's names of DNS: its domain, the proof of its certificate, the keys of its mail. */
const recordName = (value: string): string =>
  value
    .replace(/^_[0-9a-f]{32}\./, '_proof.')
    .replace(/^[^.]+\._domainkey\./, 'token._domainkey.')
    .replace(/[a-z0-9-]+\.app\.localhost$/, 'tenant.app.localhost');

const NORMAL_KEYS: Readonly<Record<string, (value: string) => string>> = {
  'dynamodb:LeadingKeys': leadingKey,
  'route53:ChangeResourceRecordSetsNormalizedRecordNames': recordName,
};

export const normalKeys = (keys: Context): Context =>
  Object.fromEntries(
    Object.entries(keys)
      .map(([key, value]): [string, string | readonly string[]] => {
        const change = (one: string): string => (NORMAL_KEYS[key] ?? ((same: string) => same))(normalText(one));
        return [key, typeof value === 'string' ? change(value) : [...new Set(value.map(change))].sort()];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
