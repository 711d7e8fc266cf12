import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { quotaTable } from '../plan-text.ts';

export const quotas = (program: Command, context: Context): void => {
  const command = leaf(program, 'quotas', 'list quotas that stop on- or off-boarding, and their use');
  act(command, context, async (invocation) => {
    const { api } = await invocation.connect();
    const answer = await api('GET /quotas');
    invocation.print(answer, () => quotaTable(answer.quotas, invocation.styles, invocation.width));
    return undefined;
  });
};
