import { STAGE_NAMES } from '@tenantry/saga/stages';
import { type Command, Option } from 'commander';
import { prepareSdk, withAwsProfiles } from '../aws-checks.ts';
import { act, type Context, collect, leaf } from '../command.ts';
import { timeOf } from '../durations.ts';
import { usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { LEVELS, type Level, lineOf, lineText } from '../log-line.ts';
import { type LogEvent, type LogSelection, logReader } from '../log-reader.ts';
import { findTenantId } from '../tenants.ts';

interface LogsOptions {
  readonly service?: readonly string[];
  readonly since: string;
  readonly level?: Level;
  readonly follow?: boolean;
  readonly awsProfile?: readonly string[];
}
const SERVICES = ['admin', ...STAGE_NAMES];
/** Between two looks of `--follow`. Milliseconds. */
const INTERVAL = 2_000;
/** CloudWatch shows a line some seconds after it was written, not always in order: looks overlap by that. Milliseconds. */
const OVERLAP = 20_000;

export const logs = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'logs [tenant]',
    "print what the services' functions logged about a tenant, or a service about everybody, oldest first",
    ['mercy', 'mercy --level WARN --since 2h', 'mercy --service network --follow', '--service edge --since 10m --json'],
  )
    .addOption(
      new Option('--service <service>', 'only of this service; repeat it for several').choices([...SERVICES]).argParser(collectService),
    )
    .option('--since <time>', 'from then on: 2026-11-24T06:00:00Z, or how long ago: 90s, 2h, 7d', '1h')
    .addOption(new Option('--level <level>', 'only lines of this level or worse').choices([...LEVELS]))
    .option('-f, --follow', 'stay, and print what is logged from now on')
    .option('--aws-profile <account=name>', 'read the account with an AWS profile: superAdmin=NAME', collect)
    .addHelpText(
      'after',
      '\nReads CloudWatch Logs of the super-admin account with your own AWS profile: logs:DescribeLogGroups, logs:FilterLogEvents.',
    );
  act<LogsOptions>(command, context, async (invocation, [meant], { service = [], since, level, follow, awsProfile = [] }) => {
    if (meant === undefined && service.length === 0) throw usageError('whose logs is missing', 'name a tenant, or --service');
    const { api, profile } = await invocation.connect();
    const tenantId = meant === undefined ? undefined : await findTenantId(api, meant);
    const { stage, region } = await api('GET /deployment');
    const aws = withAwsProfiles(profile, awsProfile, ['superAdmin'] as const).superAdmin;
    prepareSdk(profile);
    const from = Date.parse(timeOf(since, invocation.terminal.now()));
    await print(
      invocation,
      { deployment: stage, region, profile: aws, tenantId, services: service.length > 0 ? service : SERVICES },
      { from, level, follow },
    );
    return undefined;
  });
};

const collectService = (value: string, previous: readonly string[] | undefined): readonly string[] => {
  if (!SERVICES.includes(value)) throw usageError(`there is no service ${value}`, `the services are ${SERVICES.join(', ')}`);
  return [...(previous ?? []), value];
};

interface When {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly level: Level | undefined;
  readonly follow: boolean | undefined;
}
const print = async (invocation: Invocation, selection: LogSelection, { from, level, follow }: When): Promise<void> => {
  const { terminal, isJson, styles } = invocation;
  const read = await logReader(selection);
  const seen = new Set<string>();
  let shown = 0;
  const write = (event: LogEvent): void => {
    if (seen.has(event.id)) return;
    seen.add(event.id);
    const line = lineOf(event);
    if (level && LEVELS.indexOf(line.level) < LEVELS.indexOf(level)) return;
    shown++;
    terminal.out.write(isJson ? `${JSON.stringify(line)}\n` : lineText(line, styles, selection.tenantId));
  };
  for (let start = from; ; ) {
    const asked = terminal.now();
    for (const event of await read(start)) write(event);
    if (!follow || terminal.interrupted.aborted) break;
    start = Math.max(from, asked - OVERLAP);
    await terminal.sleep(INTERVAL);
    if (terminal.interrupted.aborted) break;
  }
  if (!follow && shown === 0) invocation.note('nothing was logged in that time');
};
