import type { Attention, TenantSummary } from '@tenantry/api-client/generated/api';
import { age } from './durations.ts';
import type { Styles } from './style.ts';

type Named = Pick<TenantSummary, 'slug' | 'tenantId'>;
type Action = Attention['action'];

/** Kinds as people call them; one that a newer API gains is called as it is. */
const KINDS: Readonly<Record<string, string>> = { releaseFailed: 'release failed', rolledBack: 'rolled back' };
const kindText = (kind: string): string => KINDS[kind] ?? kind;

/** The command that helps; none where nothing can be done but look. */
const COMMANDS: Readonly<Partial<Record<Action, (slug: string, stage: string) => string>>> = {
  retry: (slug, stage) => `tenantry retry ${slug} ${stage}`.trim(),
  repair: (slug, stage) => `tenantry retry ${slug} ${stage}`.trim(),
  replay: (slug) => `tenantry replay start --tenant ${slug} --from 7d --dry-run`,
  onboardAgain: (slug) => `tenantry onboard --again ${slug}`,
  endIsolation: (slug) => `tenantry end-isolation ${slug}`,
};

/** In a few words, for a line of a table: `stalled network, silenced`; `quiet for 2 h at network`. @param now epoch milliseconds */
export const attentionCell = ({ kind, stage = '', since, isRetried, acknowledged, silenced, assigned }: Attention, now: number): string =>
  [
    kind === 'quiet' ? `quiet for ${age(since, now)}${stage ? ` at ${stage}` : ''}` : `${kindText(kind)} ${stage}`.trim(),
    isRetried ? 'being retried' : '',
    silenced ? 'silenced' : acknowledged ? 'acknowledged' : '',
    assigned?.to ? `assigned to ${assigned.to}` : '',
  ]
    .filter(Boolean)
    .join(', ');

/** What a tenant needs attention for: why, since when, what to do, the command for it, and what people did about it. */
export const attentionText = ({ slug, tenantId }: Named, attention: Attention, now: number, styles: Styles): string => {
  const { kind, since, reason, failure, advice, action, stage = '', isRetried, link } = attention;
  const command = COMMANDS[action]?.(slug || tenantId, stage);
  const section = advice.includes(link) ? '' : ` (${link})`;
  return [
    `${styles.red('!')} ${styles.bold(slug)}: ${styles.bold(kindText(kind))} for ${age(since, now)}: ${reason}\n`,
    failure?.message ? `    ${failure.call ? `${failure.call}: ` : ''}${styles.red(failure.code)}: ${failure.message}\n` : '',
    isRetried ? '    It is being tried again.\n' : `    fix: ${advice}${section}\n`,
    command && !isRetried ? `    then: ${styles.cyan(command)}\n` : '',
    ...handledLines(attention, now),
  ].join('');
};

const handledLines = ({ acknowledged, assigned, silenced }: Attention, now: number): readonly string[] =>
  (
    [
      ['acknowledged', acknowledged, ''],
      ['assigned', assigned, assigned?.to ? ` to ${assigned.to}` : ''],
      ['silenced', silenced, silenced?.until ? ` until ${silenced.until}` : ''],
    ] as const
  ).flatMap(([what, signed, more]) => {
    if (!signed) return [];
    const by = (signed.byName ?? signed.by) || 'somebody';
    return [`    ${what}${more} by ${by}, ${age(signed.at, now)} ago: ${signed.reason}\n`];
  });
