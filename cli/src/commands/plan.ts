import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { planText } from '../plan-text.ts';
import { draftOf, type RequestOptions, withRequestOptions } from '../tenant-request.ts';

/** Nothing that a plan says depends on a person, so none need be named: mail to that domain reaches nobody (RFC 2606, 2). */
const NOBODY = 'nobody@example.invalid';

export const plan = (program: Command, context: Context): void => {
  const command = withRequestOptions(
    leaf(
      program,
      'plan',
      'say what on-boarding a tenant would create, need, cost and take; creates nothing',
      ['--name "Mercy Hospital"', '--name "Mercy Hospital" --plan large --cidr-prefix 20 --json'],
      [EXIT.negative],
    ),
  ).addHelpText('after', '\nEnds with 8 when the plan is not possible.');
  act<RequestOptions>(command, context, async (invocation, _args, options) => {
    const { api } = await invocation.connect();
    const planned = await api('POST /plan', { body: { adminEmail: NOBODY, ...draftOf(options) } });
    invocation.print(planned, () => planText(planned, invocation));
    return planned.possible ? EXIT.ok : EXIT.negative;
  });
};
