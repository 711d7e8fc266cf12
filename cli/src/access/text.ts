import type { Styles } from '../style.ts';
import { table } from '../table.ts';
import type { Line } from './line.ts';
import type { Report } from './report.ts';
import type { Account } from './store.ts';

/** What this command does not ask, so that nobody takes its silence for an answer (docs/access.md). */
export const NOT_ASKED: readonly string[] = [
  'logins of PostgreSQL: they answer within the VPC only; who reads their secrets is listed',
  "snapshots of the database that are shared with other accounts, access points and objects' own access lists in S3",
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
const HEADER = ['WHO', 'IN', 'HOW', 'REACHES', 'THROUGH'];

const unexpectedText = (lines: readonly Line[], width: number): string =>
  lines
    .map((line) => {
      const conditions = line.conditions.length > 0 ? `      with condition: ${some(line.conditions)}\n` : '';
      return `${table([], [['  ✖', ...cells(line)]], width)}      ${line.why}\n${conditions}`;
    })
    .join('');

/** The report for people. Without ARNs and account ids, but for those that somebody outside has. */
export const accessText = (report: Report, slug: string, { bold, green, red, yellow }: Styles, width: number): string => {
  const { lines, assignments, users, unread } = report;
  const of = (expected: Line['expected']): readonly Line[] => lines.filter((line) => line.expected === expected);
  const people = assignments.map(({ account, permissionSet, kind, group, id, people: count, expected }) => [
    `  ${expected === 'yes' ? '✔' : expected === 'no' ? '✖' : '?'}`,
    kind === 'group' ? `group ${group ?? id}` : `person ${id}`,
    ACCOUNT_TEXT[account],
    `permission set ${permissionSet}`,
    kind === 'group' ? (count === undefined ? 'people not counted' : `${count} people`) : '',
  ]);
  const pools = users.map(({ pool, group, subjects, account }) => [
    '   ',
    `user pool ${pool}`,
    ACCOUNT_TEXT[account],
    group === undefined ? 'all' : `group ${group}`,
    `${subjects.length} people`,
  ]);
  const section = (title: string, text: string): string => (text === '' ? '' : `${title}\n${text}\n`);
  const rows = (all: readonly Line[], mark: string): string =>
    all.length === 0
      ? ''
      : table(
          ['   ', ...HEADER],
          all.map((line) => [`  ${mark}`, ...cells(line)]),
          width,
        );
  return [
    `${bold(`Who can reach the data of ${slug}`)}, by what is deployed. What a policy may allow counts as allowed.\n\n`,
    section(red(`Not expected: ${report.unexpected}`), unexpectedText(of('no'), width)),
    section(yellow('Not known whether expected'), rows(of('unknown'), '?')),
    section(
      yellow(`Could not be read: ${unread.length}`),
      table(
        [],
        unread.map(({ account, what, why }) => ['  ?', ACCOUNT_TEXT[account], what, why]),
        width,
      ),
    ),
    section(bold('People'), people.length + pools.length === 0 ? '' : table([], [...people, ...pools], width)),
    section(green(`Expected: ${of('yes').length}`), rows(of('yes'), '✔')),
    section(bold('Not asked'), NOT_ASKED.map((one) => `    ${one}\n`).join('')),
  ].join('');
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
/** A cell that a spreadsheet would run as a formula is text there (OWASP, "CSV Injection"). */
const cell = (text: string): string => quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

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
  return [CSV_HEADER, ...rows, ...people, ...missing].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};
