import { Argument, type Command } from 'commander';
import { act, type Context } from '../command.ts';
import { shapeOf } from '../command-shape.ts';
import { candidateLines, complete, type Names } from '../completion.ts';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion-scripts.ts';
import { readConfiguration } from '../configuration.ts';
import { DEMO_PROFILE } from '../demo-profile.ts';
import { examplesText, exitText } from '../help-text.ts';
import type { Invocation } from '../invocation.ts';
import { type KnownNames, keepNames } from '../known-names.ts';

/** A Tab must not wait longer. */
const LIMIT_MS = 1_500;
const MOST = 50;

export const completion = (program: Command, context: Context): void => {
  const command = program
    .command('completion')
    .description('print a script that completes commands, options and tenants in your shell')
    .addArgument(new Argument('<shell>', 'which shell').choices([...SHELLS]))
    .addHelpText(
      'after',
      `
  bash  echo 'source <(tenantry completion bash)' >> ~/.bashrc
  zsh   echo 'source <(tenantry completion zsh)' >> ~/.zshrc`,
    );
  command.addHelpText(
    'afterAll',
    () => examplesText(command, ['bash', 'fish > ~/.config/fish/completions/tenantry.fish']) + exitText(command, []),
  );
  act(command, context, async ({ terminal }, [shell]) => void terminal.out.write(COMPLETION_SCRIPTS[shell as Shell]));

  const words = program.command('__complete [words...]', { hidden: true });
  act(words, context, async (invocation, typed) => {
    const found = await complete(shapeOf(program), typed.length > 0 ? typed : [''], namesOf(invocation));
    invocation.terminal.out.write(candidateLines(found));
    return undefined;
  });

  // Asked for by a Tab that was answered with names of before.
  const names = program.command('__names', { hidden: true });
  act(names, context, async (invocation) => void (await asked(invocation)));
};

/** Names as the API says them now, kept for the next Tab. Without an API there are none, and no errors either. */
const asked = async ({ terminal, connect }: Invocation): Promise<Pick<KnownNames, 'tenants' | 'plans'>> => {
  try {
    const { api, profile } = await connect();
    const signal = AbortSignal.timeout(LIMIT_MS);
    const [{ tenants: found }, { plans: offered }] = await Promise.all([
      api('GET /tenants', { query: { limit: MOST }, signal }),
      api('GET /deployment', { signal }),
    ]);
    const tenants = found.filter(({ state }) => state !== 'offboarded').map(({ slug }) => slug);
    const plans = offered.map(({ name }) => name);
    await keepNames(terminal, profile.apiUrl, { at: terminal.now(), tenants, plans });
    return { tenants, plans };
  } catch {
    return { tenants: [], plans: [] };
  }
};

const namesOf = (invocation: Invocation): Names => ({
  tenants: async () => (await asked(invocation)).tenants,
  plans: async () => (await asked(invocation)).plans,
  profiles: async () => [
    DEMO_PROFILE,
    ...Object.keys((await readConfiguration(invocation.terminal).catch(() => ({ profiles: {} }))).profiles),
  ],
});
