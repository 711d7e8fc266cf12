import type { Client } from '@tenantry/api-client/client';
import { Argument, type Command } from 'commander';
import { act, type Context } from '../command.ts';
import { complete, type Names } from '../completion.ts';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion-scripts.ts';
import { readConfiguration } from '../configuration.ts';
import { DEMO_PROFILE } from '../demo-profile.ts';
import { examplesText, exitText } from '../help-text.ts';
import type { Invocation } from '../invocation.ts';

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
    const found = await complete(program, typed.length > 0 ? typed : [''], namesOf(invocation));
    invocation.terminal.out.write(found.map(({ value, description }) => `${value}\t${description}\n`).join(''));
    return undefined;
  });
};

/** Without an API there are no names, and no errors either. */
const fromApi = async (invocation: Invocation, names: (api: Client, signal: AbortSignal) => Promise<readonly string[]>) => {
  try {
    const { api } = await invocation.connect();
    return await names(api, AbortSignal.timeout(LIMIT_MS));
  } catch {
    return [];
  }
};

const namesOf = (invocation: Invocation): Names => ({
  tenants: () =>
    fromApi(invocation, async (api, signal) => {
      const { tenants } = await api('GET /tenants', { query: { limit: MOST }, signal });
      return tenants.filter(({ state }) => state !== 'offboarded').map(({ slug }) => slug);
    }),
  plans: () => fromApi(invocation, async (api, signal) => (await api('GET /deployment', { signal })).plans.map(({ name }) => name)),
  profiles: async () => [
    DEMO_PROFILE,
    ...Object.keys((await readConfiguration(invocation.terminal).catch(() => ({ profiles: {} }))).profiles),
  ],
});
