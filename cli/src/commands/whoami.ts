import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { fields } from '../table.ts';

export const whoami = (program: Command, context: Context): void => {
  const command = leaf(program, 'whoami', 'say who you are, what you may do, and which API that holds for', ['', '--profile prod']);
  act(command, context, async (invocation) => {
    const { api, profile, because } = await invocation.connect();
    const me = await api('GET /me');
    invocation.print({ ...me, profile: profile.name, apiUrl: profile.apiUrl, because }, () =>
      fields([
        ['you', me.displayName],
        ['role', `${me.group} (groups: ${me.groups.join(', ')})`],
        ['profile', `${profile.name}, because ${because}`],
        ['API', profile.apiUrl],
      ]),
    );
    return undefined;
  });
};
