import { Command } from 'commander';
import type { Context } from './command.ts';
import { access } from './commands/access.ts';
import { attention } from './commands/attention.ts';
import { audit } from './commands/audit.ts';
import { cancel } from './commands/cancel.ts';
import { certificate } from './commands/certificate.ts';
import { change } from './commands/change.ts';
import { checkDrift } from './commands/check-drift.ts';
import { closeQueue } from './commands/close-queue.ts';
import { completion } from './commands/completion.ts';
import { cost } from './commands/cost.ts';
import { database } from './commands/database.ts';
import { dlq } from './commands/dlq.ts';
import { doctor } from './commands/doctor.ts';
import { event } from './commands/event.ts';
import { evidence } from './commands/evidence.ts';
import { exportData } from './commands/export.ts';
import { invite } from './commands/invite.ts';
import { endIsolation, isolate, resume, suspend } from './commands/isolate.ts';
import { list } from './commands/list.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { logs } from './commands/logs.ts';
import { notifications } from './commands/notifications.ts';
import { offboard } from './commands/offboard.ts';
import { onboard } from './commands/onboard.ts';
import { open } from './commands/open.ts';
import { people } from './commands/people.ts';
import { plan } from './commands/plan.ts';
import { quotas } from './commands/quotas.ts';
import { releases } from './commands/releases.ts';
import { replay } from './commands/replay.ts';
import { retry } from './commands/retry.ts';
import { show } from './commands/show.ts';
import { token } from './commands/token.ts';
import { variables } from './commands/variables.ts';
import { verifyCertificate } from './commands/verify-certificate.ts';
import { watch } from './commands/watch.ts';
import { whoami } from './commands/whoami.ts';
import { EXIT_TEXT } from './exit-code.ts';
import { cliVersion } from './version.ts';

const GROUPS = [
  [
    'Tenants:',
    [
      list,
      attention,
      show,
      watch,
      logs,
      event,
      plan,
      onboard,
      change,
      retry,
      checkDrift,
      variables,
      invite,
      open,
      cancel,
      offboard,
      suspend,
      resume,
      isolate,
      endIsolation,
    ],
  ],
  [
    'Operations:',
    [
      doctor,
      notifications,
      dlq,
      database,
      replay,
      releases,
      closeQueue,
      quotas,
      cost,
      access,
      people,
      audit,
      evidence,
      exportData,
      certificate,
      verifyCertificate,
    ],
  ],
  ['Session:', [login, logout, whoami, token, completion]],
] as const;

const EXIT_CODES = Object.entries(EXIT_TEXT)
  .map(([code, text]) => `  ${code.padStart(3)}  ${text}`)
  .join('\n');

/** The command `tenantry` with everything below it. */
export const programOf = (context: Context, isJson: boolean): Command => {
  const { out, err } = context.terminal;
  const program = new Command('tenantry')
    .description('On-boards, watches, mends and takes back tenants.')
    .version(cliVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'print JSON')
    .option('--profile <name>', 'whose API: a profile of the configuration, or laptop')
    .showHelpAfterError(isJson ? false : '(add --help for what it takes)')
    .addHelpText(
      'after',
      `\nExit codes:\n${EXIT_CODES}\n\nEnvironment: TENANTRY_API_URL, TENANTRY_TOKEN, TENANTRY_PROFILE, NO_COLOR;\n  of a machine TENANTRY_CLIENT_ID with TENANTRY_CLIENT_SECRET or TENANTRY_CLIENT_SECRET_FILE.`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: out.write,
      writeErr: err.write,
      getOutHelpWidth: () => out.columns,
      getErrHelpWidth: () => err.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => {
        if (!isJson) write(text);
      },
    });
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, context);
  }
  return program;
};
