import { csvOf } from '@tenantry/api-client/csv';
import type { Styles } from '../style.ts';
import { table } from '../table.ts';
import { type Line, uniquely } from './line.ts';
import type { Report } from './report.ts';
import { type Account, CLASSES, type Class } from './store.ts';

/** What this command does not ask, so that nobody takes its silence for an answer (docs/access.md). */
export const NOT_ASKED: readonly string[] = [
  'logins of PostgreSQL: they answer within the VPC only; who reads their secrets is listed',
  "snapshots of the database that are shared with other accounts, access points and objects' own access lists in S3",
  "vaults of AWS Backup, access grants in S3, policies of a function's single versions and aliases, links by which another account watches logs",
  'other regions than that of the deployment',
];

const ACCOUNT_TEXT: Readonly<Record<Account, string>> = {
  tenant: "tenant's account",
  superAdmin: 'super-admin account',
  devops: 'DevOps account',
  networking: 'networking account',
  production: 'production account',
  owner: 'owner account',
};

const MOST = 4;
const some = (all: readonly string[]): string =>
  all.length > MOST ? `${all.slice(0, MOST).join(', ')} and ${all.length - MOST} more` : all.join(', ');

const cells = (line: Line): readonly string[] => [
  line.who,
  line.whoAccount ? ACCOUNT_TEXT[line.whoAccount] : '',
  line.how.join(', '),
  line.reaches,
  some(line.through) + (line.stoppedBy ? ` (kept out by ${line.stoppedBy})` : ''),
];

const unexpectedText = (lines: readonly Line[], width: number): string =>
  lines
    .map((line) => {
      const conditions = line.conditions.length > 0 ? `      with condition: ${some(line.conditions)}\n` : '';
      return `${table([], [['  ✖', ...cells(line)]], width)}      ${line.why}\n${conditions}`;
    })
    .join('');

/** What somebody reaches in one class: each store once, few of them by name. */
const classText = (lines: readonly Line[], one: Class): string =>
  some(uniquely(lines.filter(({ how }) => how.includes(one)).map(({ reaches }) => reaches)));

/** A block for each who: what is read, changed, and decided upon. */
const byWho = (lines: readonly Line[], mark: string): string => {
  const groups = Map.groupBy(lines, ({ who, whoAccount = '' }) => `${who} ${whoAccount}`);
  return [...groups.values()]
    .map((all) => {
      const [{ who, whoAccount, why } = { who: '', why: '' }] = all;
      const rows = CLASSES.flatMap((one) => {
        const text = classText(all, one);
        return text === '' ? [] : [`      ${one}: ${text}\n`];
      });
      return `  ${mark} ${who}${whoAccount ? `, ${ACCOUNT_TEXT[whoAccount]}` : ''}: ${why}\n${rows.join('')}`;
    })
    .join('');
};

/** A role of every other tenant is in the report: which tenants there are is nobody else's to know. */
const withoutOthers = (lines: readonly Line[], tenantId: string): readonly Line[] => {
  const unnamed = (text: string): string =>
    text.replace(/\btenantry-([0-9a-hjkmnp-tv-z]{26})(?=-)/, (whole, id) =>
      id === tenantId.toLowerCase() ? whole : 'tenantry-<another tenant>',
    );
  return lines.map((line) => ({ ...line, who: unnamed(line.who), reaches: unnamed(line.reaches) }));
};

/** Ids of our accounts say nothing to people outside, and are not theirs to know. */
const masked = (text: string, accountIds: Readonly<Record<Account, string>>): string =>
  Object.entries(accountIds).reduce((masking, [account, id]) => masking.replaceAll(id, `<${ACCOUNT_TEXT[account as Account]}>`), text);

const peopleText = ({ assignments, users }: Report): string =>
  table(
    [],
    [
      ...assignments.map(({ account, permissionSet, kind, group, id, people, expected }) => [
        `  ${MARKS[expected]}`,
        kind === 'group' ? `group ${group ?? id}` : `person ${id}`,
        ACCOUNT_TEXT[account],
        `permission set ${permissionSet}`,
        kind === 'group' ? (people === undefined ? 'not counted' : `${people} people`) : '',
      ]),
      ...users.map(({ pool, group, subjects, account }) => [
        '   ',
        `user pool ${pool}`,
        ACCOUNT_TEXT[account],
        group === undefined ? 'all' : `group ${group}`,
        `${subjects.length} people`,
      ]),
    ],
  );
const MARKS = { yes: '✔', no: '✖', unknown: '?' } as const;

/** The report for people: without ARNs, and without ids of our accounts. Everything line by line is in JSON and CSV. */
export const accessText = (
  report: Report,
  slug: string,
  accountIds: Readonly<Record<Account, string>>,
  { bold, green, red, yellow }: Styles,
  width: number,
): string => {
  const { lines, unread } = report;
  const of = (expected: Line['expected']): readonly Line[] => lines.filter((line) => line.expected === expected);
  const section = (title: string, text: string): string => (text === '' ? '' : `${title}\n${text}\n`);
  const missing = table(
    [],
    unread.map(({ account, what, why }) => ['  ?', ACCOUNT_TEXT[account], what, why]),
    width,
  );
  const text = [
    `${bold(`Who can reach the data of ${slug}`)}, by what is deployed. What a policy may allow counts as allowed.\n\n`,
    section((report.unexpected > 0 ? red : green)(`Not expected: ${report.unexpected}`), unexpectedText(of('no'), width) || '\n'),
    section(yellow('Not known whether expected'), byWho(of('unknown'), MARKS.unknown)),
    section(yellow(`Could not be read: ${unread.length}`), missing),
    section(bold('People'), peopleText(report)),
    section(bold('Expected'), byWho(withoutOthers(of('yes'), report.tenantId), MARKS.yes)),
    section(bold('Not asked'), NOT_ASKED.map((one) => `    ${one}\n`).join('')),
  ].join('');
  return masked(text, accountIds);
};

const CSV_HEADER = [
  'expected',
  'who',
  'principal',
  'how',
  'reaches',
  'account',
  'by',
  'through',
  'conditions',
  'kept out by',
  'actions',
  'why',
];
/** One line per line of the report, and one for each thing that could not be read; exact. */
export const accessCsv = ({ lines, unread, assignments }: Report): string => {
  const rows = lines.map((line) => [
    line.expected,
    line.who,
    line.principal,
    line.how.join(' '),
    line.reaches,
    line.account,
    line.by,
    line.through.join('; '),
    line.conditions.join('; '),
    line.stoppedBy ?? '',
    line.actions.join(' '),
    line.why,
  ]);
  const people = assignments.map((one) => [
    one.expected,
    `${one.kind} ${one.group ?? one.id}`,
    one.id,
    '',
    '',
    one.account,
    'permission set',
    one.permissionSet,
    '',
    '',
    '',
    one.why,
  ]);
  const missing = unread.map(({ account, what, why }) => ['could not be read', '', '', '', what, account, '', '', '', '', '', why]);
  return csvOf([CSV_HEADER, ...rows, ...people, ...missing]);
};
