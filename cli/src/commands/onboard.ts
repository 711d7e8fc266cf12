import { randomUUID } from 'node:crypto';
import { ApiProblem, type Client } from '@tenantry/api-client/client';
import type { Tenant, TenantRequest } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { confirm } from '../confirm.ts';
import { draftAgain } from '../draft-again.ts';
import { secondsOf } from '../durations.ts';
import { EXIT } from '../exit-code.ts';
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
  const command = withRequestOptions(
    leaf(
      program,
      'onboard',
      'on-board a tenant; in a terminal, asks for what is missing',
      [
        '',
        '--name "Mercy Hospital" --admin-email it@mercy.example --watch',
        '--name "Mercy Hospital" --admin-email it@mercy.example --idempotency-key case-4711 --json',
        '--again mercy',
      ],
      [EXIT.negative],
    ),
  )
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
    const { slug, domain } = await placeOf(api, tenantId, request);
    invocation.note(`${slug} is asked for: id ${tenantId}, ${domain}; watch it from anywhere: tenantry watch ${slug}`);
    if (!isWatching) {
      invocation.print({ tenantId }, () => `${tenantId}\n`);
      return undefined;
    }
    const code = await follow(invocation, [tenantId], { goals: { [tenantId]: { state: 'ready' } }, timeout: options.timeout });
    if (code === EXIT.ok) invocation.note(`the invitation went to ${request.adminEmail}`);
    return code;
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

/** What the tenant is called and where it will answer: the API made it of the name where nobody said it. */
const placeOf = async (api: Client, id: string, { slug = id, domain = '' }: TenantRequest): Promise<Pick<Tenant, 'slug' | 'domain'>> => {
  try {
    return await api('GET /tenants/{id}', { path: { id } });
  } catch (error) {
    // It was asked for all the same.
    if (error instanceof ApiProblem) return { slug, domain };
    throw error;
  }
};
