import { releasePipelineName } from '@tenantry/shared/deployment/release';
import { MalformedEvent } from '@tenantry/shared/function/envelope';
import { z } from 'zod';

/** An execution of the pipeline that builds releases has ended; what came of it, CodePipeline itself is asked. */
interface Ended {
  readonly kind: 'ended';
  readonly executionId: string;
}
/** A release goes to the live tenants, some at a time; `after` is the last one that had its turn. */
export interface Rollout {
  readonly kind: 'rollout';
  readonly releaseId: string;
  /** What built it. */
  readonly executionId: string;
  readonly after?: string | undefined;
}
export type ReleasesMessage = Ended | Rollout;

const rollout = z.object({ kind: z.literal('rollout'), releaseId: z.string(), executionId: z.uuid(), after: z.ulid().optional() });

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const ended = z.object({
  source: z.literal('aws.codepipeline'),
  'detail-type': z.literal('CodePipeline Pipeline Execution State Change'),
  account: z.string(),
  detail: z.object({ pipeline: z.string(), 'execution-id': z.uuid() }),
});

/**
 * What a message of the queue is. An event is believed only of the DevOps account and of the one pipeline that builds releases, and then
 * only that something has ended there.
 * @throws MalformedEvent that says what is wrong
 */
export const messageOf = (body: unknown, deployment: string, devops: string): ReleasesMessage => {
  const own = rollout.safeParse(body);
  if (own.success) return own.data;
  const { data, error } = ended.safeParse(body);
  if (error)
    throw new MalformedEvent(
      `no event of CodePipeline: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  const { account, detail } = data;
  if (account !== devops) throw new MalformedEvent(`account: releases are built in ${devops}, not in ${account}`);
  const pipeline = releasePipelineName(deployment);
  if (detail.pipeline !== pipeline)
    throw new MalformedEvent(`detail.pipeline: releases are built by ${pipeline}, not by ${detail.pipeline}`);
  return { kind: 'ended', executionId: detail['execution-id'] };
};
