import { adviceOnBilling } from '@tenantry/shared/aws/billing';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { failureOf } from '@tenantry/shared/failure/errors';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { measuring } from '@tenantry/shared/telemetry/metrics';
import { tellAttention } from '../attention/tell.ts';
import { billedThisMonth } from '../cost/cost-explorer.ts';
import { deployedEstimate } from '../cost/estimate.ts';
import { allQuotas } from '../quotas/all-quotas.ts';
import { countQueuedClosings } from '../quotas/closing-times.ts';
import { noteHeartbeat } from '../table/heartbeat.ts';
import { allTenants, getHistory } from '../table/tenants.ts';
import { heartbeat } from './heartbeat.ts';

/** Less than the function's timeout (`HEARTBEAT_TIMEOUT` of serverless.ts): what was found is reported all the same. Milliseconds. */
const LIST_PATIENCE = 200_000;
const measure = measuring(process.env.STAGE ?? 'dev', 'admin');

/** What a person has to switch on first is no failure of ours: the figure is missing, and the log says why. */
const unlessClosed = (error: unknown): undefined => {
  const advice = adviceOnBilling(error);
  if (advice === undefined) throw error;
  const { call, code, message: reason } = failureOf(error);
  logger.warn('The billed cost could not be read', { call, code, reason, advice });
};

/** Hourly: which tenants are quiet for too long, and the figures of the dashboard that no single event has. Takes any event. */
export const main = lambda<unknown, void>(async () => {
  const zone = await landingZone();
  const { network, region } = zone.config;
  await heartbeat({
    now: Date.now,
    tenants: allTenants,
    quotas: (tenants) => allQuotas(zone, tenants, network.prefix.default, LIST_PATIENCE),
    billedUsd: () => billedThisMonth(zone, Date.now()).catch(unlessClosed),
    monthlyUsd: ({ deployed }) => {
      const { monthlyUsd, priceUnknown } = deployedEstimate(deployed, region);
      return priceUnknown === undefined ? monthlyUsd : undefined;
    },
    queuedClosings: countQueuedClosings,
    tellAttention: async (tenantId) => tellAttention(await getHistory(tenantId), Date.now()),
    noteLook: noteHeartbeat,
    measure,
    warn: (message, keys) => logger.warn(message, keys),
  });
});
