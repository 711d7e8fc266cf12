import { randomUUID } from 'node:crypto';
import { ApiProblem, type Client } from '@tenantry/api-client/client';
import type { TenantRequest } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { confirm } from '../confirm.ts';
import { draftAgain } from '../draft-again.ts';
import { secondsOf } from '../durations.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { follow } from '../follow.ts';
import type { Invocation } from '../invocation.ts';
import { planSummary, planText } from '../plan-text.ts';
import { askForRequest, type Draft, draftOf, givenIn, type RequestOptions, requireRequest, withRequestOptions } from '../tenant-request.ts';

interface OnboardOptions extends RequestOptions {
  readonly again?: string;
  readonly yes?: boolean;
  readonly watch?: boolean;
  readonly timeout?: number;
  readonly idempotencyKey?: string;
}

export const onboard = (program: Command, context: Context): void => {
  const command = withRequestOptions(leaf(program, 'onboard', 'on-board a tenant; in a terminal, asks for what is missing'))
    .option('--again <tenant>', 'with what is kept of one that is gone: slug, plan and size of its range; options count more')
    .option('-y, --yes', 'do not ask whether to go on')
    .option('-w, --watch', 'watch it until it is ready (the default in a terminal)')
    .option('--no-watch', 'only ask for it')
    .option('--timeout <time>', 'stop watching after this time, with exit code 9: 30m', secondsOf)
    .option('--idempotency-key <key>', 'the same key asks for the same tenant once, however often it is sent');
  act<OnboardOptions>(command, context, async (invocation, _args, options) => {
    const { api } = await invocation.connect();
    const isAsking = invocation.terminal.isInteractive && !invocation.isJson && !options.yes;
    const draft = options.again === undefined ? draftOf(options) : { ...(await draftAgain(api, options.again)), ...givenIn(options) };
    const request = isAsking ? await askedFor(invocation, api, draft) : requireRequest(draft);
    if (!request) return EXIT.negative;
    const tenantId = await send(invocation, api, request, options.idempotencyKey ?? randomUUID());
    const isWatching = options.watch ?? (invocation.terminal.isInteractive && !invocation.isJson);
    if (!isWatching) {
      invocation.print({ tenantId }, () => `${tenantId}\n`);
      invocation.note(`asked for; watch it: tenantry watch ${request.slug ?? tenantId}`);
      return undefined;
    }
    return watched(invocation, tenantId, options.timeout);
  });
};

/** Undefined when a quota has no room: the API would take the tenant and have it wait there. */
const askedFor = async (invocation: Invocation, api: Client, draft: Draft): Promise<TenantRequest | undefined> => {
  const { request, plan } = await askForRequest(invocation, api, draft);
  if (!plan.possible) {
    invocation.terminal.out.write(planText(plan, invocation));
    return undefined;
  }
  invocation.terminal.err.write(planSummary(plan));
  await confirm(invocation.terminal, 'On-board it?');
  return request;
};

const send = async (invocation: Invocation, api: Client, body: TenantRequest, idempotencyKey: string): Promise<string> => {
  try {
    return (await api('POST /tenants', { body, idempotencyKey })).tenantId;
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 0 || error.status >= 500))
      invocation.note(`whether it was taken is not known; the same again is safe: --idempotency-key ${idempotencyKey}`);
    throw error;
  }
};

const watched = (invocation: Invocation, tenantId: string, timeout: number | undefined): Promise<ExitCode> =>
  follow(invocation, [tenantId], { goals: { [tenantId]: { state: 'ready' } }, timeout });
