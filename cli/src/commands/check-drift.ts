import type { StageName, Tenant } from '@tenantry/api-client/generated/api';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { type Command, Option } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { driftText } from '../drift-text.ts';
import { findTenantId } from '../tenants.ts';

interface CheckOptions {
  readonly stage?: StageName;
  readonly wait: boolean;
}
/** Stages look within seconds; one that is at work is waited for. */
const PATIENCE_MS = 180_000;
const INTERVAL_MS = 2_000;

/** Has stages of a live tenant look whether anything of it has drifted, and says what they saw. */
export const checkDrift = (program: Command, context: Context): void => {
  const command = leaf(program, 'check-drift <tenant>', 'see whether somebody has changed what a live tenant has; changes nothing', [
    'mercy',
    'mercy --stage network',
  ])
    .addOption(new Option('--stage <stage>', 'only what this stage has').choices([...STAGE_NAMES]))
    .option('--no-wait', 'do not wait for what they see');
  act<CheckOptions>(command, context, async (invocation, [meant = ''], { stage, wait }) => {
    const { terminal, styles } = invocation;
    const { api } = await invocation.connect();
    const path = { id: await findTenantId(api, meant) };
    await api('POST /tenants/{id}/drift-checks', { path, body: stage ? { stage } : {} });
    const show = (): Promise<Tenant> => api('GET /tenants/{id}', { path });
    const asked = terminal.now();
    const isOpen = ({ drift = [] }: Tenant): boolean =>
      drift.length === 0 || drift.some((one) => one.askedAt || (stage === one.stage && Date.parse(one.at) < asked));
    let tenant = await show();
    while (wait && isOpen(tenant) && terminal.now() - asked < PATIENCE_MS) {
      await terminal.sleep(INTERVAL_MS);
      tenant = await show();
    }
    const drift = (tenant.drift ?? []).filter((one) => stage === undefined || one.stage === stage);
    invocation.print({ tenantId: path.id, drift }, () => driftText(drift, terminal.now(), styles));
    if (isOpen(tenant)) invocation.note(`not every stage has looked yet: tenantry show ${tenant.slug}`);
    return undefined;
  });
};
