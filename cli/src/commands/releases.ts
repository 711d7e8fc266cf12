import type { ReleaseBuild } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { type Context, leaf } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { table } from '../table.ts';
import { show as shown } from '../web.ts';

export const releases = (program: Command, context: Context): void => {
  const command = leaf(program, 'releases', "list what was built of the tenants' application, newest first", ['', '--json']);
  shown(
    command,
    context,
    () => '/releases',
    async (invocation) => {
      const { api } = await invocation.connect();
      const answer = await api('GET /releases');
      invocation.print(answer, () => (answer.builds.length === 0 ? 'nothing has been built yet\n' : buildTable(answer.builds, invocation)));
      return undefined;
    },
  );
};

const buildTable = (builds: readonly ReleaseBuild[], { styles, width }: Invocation): string =>
  table(
    ['RELEASE', 'STATE', 'STARTED', 'BECAUSE OF'].map(styles.dim),
    builds.map(({ releaseId, state, startedAt, trigger }) => [releaseId ?? '', state, startedAt ?? '', trigger ?? '']),
    width,
  );
