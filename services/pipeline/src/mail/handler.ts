import { type MailAnswer, MailRequest } from '@tenantry/shared/domain/mail';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { inputs } from '@tenantry/shared/saga/inputs';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { tenantClients } from '@tenantry/shared/saga/tenant-clients';
import { z } from 'zod';
import { pipeline } from '../stage.ts';
import { userPoolOf } from '../user-pools.ts';
import { type Known, lookAt } from './look.ts';
import { liveOf, liveRecords, recordOf } from './records.ts';
import { mailRound } from './round.ts';
import { lookForHindrances, senderOf, wantedSender } from './sender.ts';
import { undeliveredIn } from './undelivered.ts';

const deployment = process.env.STAGE ?? 'dev';

/** EventBridge says when the round was due: a retry asks about the same time (EventBridge user guide, "Scheduled events"). */
const Due = z.object({ source: z.literal('aws.events'), time: z.iso.datetime() });

const heardOf = (record: StageRecord) => inputs(pipeline, record) as Omit<Known, 'tenantId'> & { readonly accountId?: string };

const look = async (tenantId: string): Promise<MailAnswer> => {
  const record = await recordOf(deployment, tenantId);
  if (!record || record.ended || record.desired === 'absent') return { invitation: { state: 'no-user' } };
  const known = { ...heardOf(record), tenantId };
  return lookAt(tenantClients(record, { ...known }, deployment, 'pipeline'), known, Date.now());
};

const round = async (until: number): Promise<void> => {
  const records = await liveRecords(deployment);
  const placeOf = (tenantId: string) => {
    const record = records.get(tenantId);
    if (!record) throw new Error(`${tenantId} is not of this round`);
    const known = { ...heardOf(record), tenantId };
    return { known, tenant: tenantClients(record, { ...known }, deployment, 'pipeline') };
  };
  const failures = await mailRound(
    {
      live: async () => [...records.values()].flatMap((record) => liveOf(record) ?? []),
      sender: async (tenantId) => {
        const { known, tenant } = placeOf(tenantId);
        const pool = await userPoolOf({ tenantId, tenant }, known.userPoolId);
        if (!pool || known.domain === undefined) return undefined;
        return { is: senderOf(pool), wanted: wantedSender(pool, await lookForHindrances({ tenant }, known.domain)) };
      },
      undelivered: (tenantId, since, till) => undeliveredIn(placeOf(tenantId).tenant, since, till),
      publish: async (name, detail) => {
        await publish(name, detail);
        logger.info(`published ${name}`, { ...detail });
      },
      failed: (tenantId, error) => logger.error('the mail of a tenant was not looked at', { tenantId, error: error as Error }),
    },
    until,
  );
  logger.info('The mail of all live tenants was looked at', { tenants: records.size, failures });
  if (failures > 0) throw new Error(`the mail of ${failures} tenants was not looked at: see the lines before`);
};

/** Looks at one tenant's people and mail for the admin service, or, on its schedule, at the mail of all live tenants. */
export const main = lambda<unknown, MailAnswer | undefined>(async (event) => {
  const due = Due.safeParse(event);
  if (due.success) {
    await round(Date.parse(due.data.time));
    return undefined;
  }
  const { tenantId } = MailRequest.parse(event);
  workFor({ tenantId });
  return look(tenantId);
});
