import { randomUUID } from 'node:crypto';
import type { StageName, Tenant } from '@tenantry/api-client/generated/api';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import { usageError } from '../exit-code.ts';
import { follow } from '../follow.ts';
import { failuresOf, goalOf, retriedStages } from '../outcome.ts';
import { stageOf } from '../stages.ts';
import { findTenantId } from '../tenants.ts';

interface RetryOptions {
  readonly watch?: boolean;
  readonly timeout?: number;
  readonly idempotencyKey?: string;
}

export const retry = (program: Command, context: Context): void => {
  const command = leaf(program, 'retry <tenant> [stages...]', 'have stages try again; without names, those that are stuck', [
    'mercy --watch',
    'mercy network edge',
  ])
    .option('-w, --watch', 'watch it until it is ready, or stalls again')
    .option('--timeout <time>', 'stop watching after this time, with exit code 9: 30m', secondsOf)
    .option('--idempotency-key <key>', 'the same key asks for the same retry once, however often it is sent')
    .addHelpText('after', `\nStages: ${STAGE_NAMES.join(', ')}. Every step is verified again; what is right stays as it is.`);
  act<RetryOptions>(command, context, async (invocation, [meant = '', ...names], { watch, timeout, idempotencyKey }) => {
    const named = names.map(stageOf);
    const { api } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const tenant = await api('GET /tenants/{id}', { path: { id } });
    const stages = named.length > 0 ? named : stuckStages(tenant);
    for (const stage of stages) {
      const key = idempotencyKey ? `${idempotencyKey}/${stage}` : randomUUID();
      await api('POST /tenants/{id}/retry', { path: { id }, body: { stage }, idempotencyKey: key });
    }
    if (!watch) {
      invocation.print({ tenantId: id, stages }, () => `${tenant.slug}: ${stages.join(', ')} asked to try again\n`);
      return undefined;
    }
    const retried = Object.fromEntries(stages.map((stage) => [stage, tenant.stages.find((one) => one.stage === stage)?.generation ?? 0]));
    return follow(invocation, [id], { goals: { [id]: { ...goalOf(tenant), retried } }, timeout });
  });
};

/**
 * The stages that stalled or failed; where none did, those that are being tried again: a repaired cause need not wait for the next time.
 * @throws CommandError when nothing is stuck
 */
const stuckStages = (tenant: Tenant): readonly StageName[] => {
  const gaveUp = failuresOf(tenant);
  const stuck = (gaveUp.length > 0 ? gaveUp : retriedStages(tenant)).map(({ stage }) => stageOf(stage));
  if (stuck.length > 0) return stuck;
  throw usageError(
    `no stage of ${tenant.slug} has stalled or failed`,
    `name the one to verify again: tenantry retry ${tenant.slug} network`,
  );
};
