import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { groundOf } from '../../acceptance/ground.ts';
import { acceptanceLaptop, LAPTOP_OPTIONS } from '../../acceptance/on-laptop.ts';
import { outdatedStages, Reference } from '../../acceptance/reference.ts';
import { accept, REFERENCE_FILE } from '../../acceptance/run.ts';
import { EXIT } from '../../cli/src/exit-code.ts';
import { processTerminal } from '../../cli/src/process-terminal.ts';
import type { Terminal } from '../../cli/src/terminal.ts';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import { runProgram } from '../../laptop/src/program.ts';
import type { Local } from '../../laptop/src/start.ts';

const OPTIONS = { ...LAPTOP_OPTIONS, out: path.join(LOCAL_FOLDER, 'acceptance-test-report.md') };
/** What differs by the order of events differs in some runs only. */
const IN_A_ROW = 3;
/** Without it what is only asked for is made. */
const RULE = 'dry-run';
/** A quota that a new organization may have too low: a person has to raise it. */
const USED_UP = 'NatGatewayLimitExceeded';

interface Laptop {
  readonly terminal: Terminal;
  readonly local: Local;
}
/** Runs the acceptance. @returns its exit code, and its report */
const accepted = async ({ terminal }: Laptop, more: Partial<typeof OPTIONS & { readonly tenantId: string }> = {}) => {
  const code = await accept(terminal, { ...OPTIONS, ...more }).catch((error: unknown) => (error as { exitCode?: number }).exitCode ?? 1);
  return { code, report: await readFile(OPTIONS.out, 'utf8') };
};

interface Expected {
  readonly code: number;
  readonly says: readonly string[];
}
const require = ({ code, report }: Awaited<ReturnType<typeof accepted>>, expected: Expected): void => {
  const missing = expected.says.filter((text) => !report.includes(text));
  if (code !== expected.code || missing.length > 0)
    throw new Error(`ended with ${code}, not ${expected.code}; the report lacks: ${missing.join('; ') || 'nothing'}\n${report}`);
};

const CASES: Readonly<Record<string, (laptop: Laptop) => Promise<void>>> = {
  'the reference is of the stages as they are: else npm run acceptance -- --keep': async () => {
    const outdated = outdatedStages(Reference.parse(JSON.parse(await readFile(REFERENCE_FILE, 'utf8'))));
    if (outdated.length > 0) throw new Error(`older than the steps of ${outdated.join(', ')}`);
  },

  [`against the laptop there are no differences, ${IN_A_ROW} times in a row`]: async (laptop) => {
    for (let run = 0; run < IN_A_ROW; run++) require(await accepted(laptop), { code: EXIT.ok, says: ['## Differences: 0\n'] });
  },

  [`against a laptop without the rule ${RULE} there is one`]: async (laptop) => {
    // What is made in place of being asked for stands in the way of the release afterwards: the tenant stalls, as it should.
    laptop.local.rules.set(RULE, false);
    const made = 'EC2 AllocateAddress ok, EC2 CreateInternetGateway ok, EC2 CreateVpc ok';
    const row = `| account.readiness | on-boarding | an answer that the laptop never gives | ${made} |`;
    const found = await accepted(laptop);
    laptop.local.rules.set(RULE, true);
    require(found, { code: EXIT.tenantFailed, says: [row] });
  },

  'a run that stops half-way reports what AWS said until then, and goes on once the cause is gone': async (laptop) => {
    const strange = `| network.natGateway | on-boarding | an answer that the laptop never gives | EC2 CreateNatGateway ${USED_UP} |`;
    laptop.local.faults.add({ match: { operation: 'CreateNatGateway' }, effect: { kind: 'error', code: USED_UP }, times: null });
    require(await accepted(laptop), { code: EXIT.tenantFailed, says: ['did not come to its end', '## Differences: 1\n', strange] });
    laptop.local.faults.clear();
    const { api } = (await groundOf(laptop.terminal, OPTIONS)).connection;
    const { tenants } = await api('GET /tenants', { query: { state: 'stalled' } });
    const [{ tenantId } = { tenantId: '' }] = tenants;
    await api('POST /tenants/{id}/retry', { path: { id: tenantId }, body: { stage: 'network' } });
    require(await accepted(laptop, { tenantId }), { code: EXIT.negative, says: ['The run came to its end', strange] });
  },
};

/**
 * `npm run test:acceptance`: the acceptance run against a laptop finds nothing, finds a rule that is switched off, and survives a tenant that
 * stalls. Ends with `N passed, N failed`.
 */
const main = async (): Promise<number> => {
  let [passed, failed] = [0, 0];
  await acceptanceLaptop(processTerminal(), async (terminal, local) => {
    for (const [title, run] of Object.entries(CASES)) {
      const problem = await run({ terminal, local }).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      );
      if (problem === undefined) passed++;
      else failed++;
      console.log(problem === undefined ? `ok     ${title}` : `FAILED ${title}: ${problem}`);
    }
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

await runProgram(main);
