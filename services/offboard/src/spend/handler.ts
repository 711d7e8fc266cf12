import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { alarmTopicName } from '@tenantry/events-schema/bus';
import { adviceOnBilling } from '@tenantry/shared/aws/billing';
import { client } from '@tenantry/shared/aws/client';
import { clientsIn } from '@tenantry/shared/aws/clients';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { withRunbook } from '@tenantry/shared/failure/runbook';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { closingPorts } from '../scope.ts';
import { alarmText, findSpend } from './spend.ts';

/** Daily: whether an account that was emptied and waits for its closing costs money nevertheless. Takes any event. */
export const main = lambda<unknown, void>(async () => {
  const zone = await landingZone();
  const { config, deployment } = zone;
  const { closings, settings, now } = closingPorts(zone);
  const waiting = (await closings.all()).filter(({ state }) => state === 'queued');
  if (waiting.length === 0) return;
  // Cost Explorer answers in us-east-1 only.
  const costs = clientsIn(config.accounts.owner, deployment, 'offboard')(CostExplorerClient, 'us-east-1');
  const spend = await findSpend(costs, waiting, now(), settings.reportingLagDays).catch((error: unknown) => {
    const advice = adviceOnBilling(error);
    if (advice === undefined) throw error;
    logger.warn(`spend of emptied accounts is not known: ${advice}`);
    return [];
  });
  logger.info('spend of emptied accounts checked', { accounts: waiting.length, spending: spend.length });
  if (spend.length === 0) return;
  const Message = withRunbook(alarmText(spend), config.runbookUrl);
  logger.warn(Message, { spend: [...spend] });
  const TopicArn = `arn:aws:sns:${config.region}:${config.accounts.superAdmin}:${alarmTopicName(deployment)}`;
  await client(SNSClient).send(new PublishCommand({ TopicArn, Subject: 'Tenantry: an emptied account costs money', Message }));
});
