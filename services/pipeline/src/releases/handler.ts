import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { ReleaseFailed } from '@tenantry/events-schema/release';
import { clientsIn } from '@tenantry/shared/aws/clients';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { RELEASES_SERVICE, releasePipelineName } from '@tenantry/shared/deployment/release';
import { deadLetterQueueName, serviceName } from '@tenantry/shared/domain/names';
import { advisedAt } from '@tenantry/shared/failure/runbook';
import { unreadable } from '@tenantry/shared/function/envelope';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { send } from '@tenantry/shared/function/queue';
import { measuring } from '@tenantry/shared/telemetry/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { releasePipeline } from './built.ts';
import { liveTenants } from './live-tenants.ts';
import { messageOf } from './message.ts';
import { look, type ReleasesPorts, takeMessage } from './releases.ts';
import { shelf } from './shelf.ts';

const deployment = process.env.STAGE ?? 'dev';
const measure = measuring(deployment, RELEASES_SERVICE);

const portsOf = async (): Promise<ReleasesPorts & { readonly devops: string }> => {
  const { config, devops: zone } = await landingZone();
  const { accounts, repositories, runbookUrl } = config;
  const devops = clientsIn(accounts.devops, deployment, RELEASES_SERVICE);
  const releases = shelf(devops(S3Client), zone.artifactBucket);
  return {
    devops: accounts.devops,
    pipeline: releasePipeline({ codePipeline: devops(CodePipelineClient), pipelineName: releasePipelineName(deployment), repositories }),
    shelf: releases,
    current: releases.current,
    liveTenants: () => liveTenants(deployment),
    publish: async (name, detail) => {
      await publish(name, advisedAt(detail, runbookUrl));
      logger.info(`published ${name}`);
      if (name === ReleaseFailed.name) measure({ name: 'FailedReleases', value: 1, by: {} });
    },
    later: (message, seconds) => send(serviceName(deployment, RELEASES_SERVICE), JSON.stringify(message), seconds),
    now: Date.now,
  };
};

/** @returns whether the queue may forget the message */
const take = async (ports: Awaited<ReturnType<typeof portsOf>>, { body, messageId }: SQSRecord): Promise<boolean> => {
  try {
    await takeMessage(ports, messageOf(JSON.parse(body), deployment, ports.devops));
    return true;
  } catch (error) {
    logger.error('message failed', { error: error as Error, messageId });
    const reason = unreadable(error);
    if (reason) await send(deadLetterQueueName(deployment, RELEASES_SERVICE), body, 0, reason);
    return reason !== undefined;
  }
};

/** Takes messages of the queue of `releases`; any other event is the schedule's, and looks whether a release was missed. */
export const main = lambda<SQSEvent | object, SQSBatchResponse | { readonly releaseId: string | undefined }>(async (event) => {
  const ports = await portsOf();
  if (!('Records' in event)) return { releaseId: await look(ports) };
  const failed: { itemIdentifier: string }[] = [];
  for (const record of event.Records) if (!(await take(ports, record))) failed.push({ itemIdentifier: record.messageId });
  return { batchItemFailures: failed };
});
