import type { Command } from 'commander';
import { type Context, leaf } from '../command.ts';
import { quotaTable } from '../plan-text.ts';
import { show as shown } from '../web.ts';

export const quotas = (program: Command, context: Context): void => {
  const command = leaf(program, 'quotas', 'list quotas that stop on- or off-boarding, and their use', ['', '--json']);
  shown(
    command,
    context,
    () => '/quotas',
    async (invocation) => {
      const { api } = await invocation.connect();
      const answer = await api('GET /quotas');
      invocation.print(answer, () => quotaTable(answer.quotas, invocation.styles, invocation.width));
      return undefined;
    },
  );
};
