import { DescribeReplayCommand, EventBridgeClient, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { archiveName, busName } from '@tenantry/events-schema/bus';
import { STAGES, type StageName } from '@tenantry/saga/stages';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { serviceName } from '@tenantry/shared/domain/names';
import { failureOf, isCode } from '@tenantry/shared/failure/errors';
import type { Replay } from '../../contract/replays.ts';
import { fieldsProblem, Problem } from '../../problem/problem.ts';
import { BY_DAY, type ListedEvent } from '../../table/items.ts';
import { queryAll } from '../../table/tenants.ts';
import { previewOf, type Selection } from './deliveries.ts';

const DAY = 86_400_000;
const arn = ({ config }: LandingZone, resource: string): string =>
  `arn:aws:events:${config.region}:${config.accounts.superAdmin}:${resource}`;

/** Has EventBridge send everything of a time window again, to the rules of the wanted stages. Started twice, it runs once. */
export const startArchiveReplay = async (
  zone: LandingZone,
  name: string,
  stages: readonly StageName[],
  { from, to }: Selection,
): Promise<void> => {
  const bus = busName(zone.deployment);
  try {
    await client(EventBridgeClient).send(
      new StartReplayCommand({
        ReplayName: name,
        EventSourceArn: arn(zone, `archive/${archiveName(zone.deployment)}`),
        EventStartTime: new Date(from),
        // EventBridge refuses a window that has not ended.
        EventEndTime: new Date(Math.min(Date.parse(to), Date.now())),
        Destination: {
          Arn: arn(zone, `event-bus/${bus}`),
          FilterArns: stages.map((stage) => arn(zone, `rule/${bus}/${serviceName(zone.deployment, stage)}`)),
        },
      }),
    );
  } catch (error) {
    if (isCode(error, 'ResourceAlreadyExistsException')) return;
    const { message } = failureOf(error);
    if (isCode(error, 'LimitExceededException'))
      throw new Problem(409, 'too-many-replays', `Wait until another replay ends: ${message}`, { cause: error });
    if (!isCode(error, 'ValidationException')) throw error;
    throw fieldsProblem(400, 'request-invalid', [
      { field: '/from', problem: message, fix: 'Give a window within the last 90 days, for which the archive keeps events.' },
    ]);
  }
};

/** EventBridge forgets replays after 90 days. */
export const archiveState = async (name: string): Promise<Pick<Replay, 'state' | 'failure'> | undefined> => {
  try {
    const { State = '', StateReason } = await client(EventBridgeClient).send(new DescribeReplayCommand({ ReplayName: name }));
    const state = STATES[State] ?? 'running';
    return { state, ...(state === 'failed' && StateReason ? { failure: StateReason } : {}) };
  } catch (error) {
    if (isCode(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};
const STATES: Readonly<Record<string, Replay['state']>> = {
  STARTING: 'starting',
  RUNNING: 'running',
  CANCELLING: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
};

/** Days of a window, as partitions of the index. */
export const daysOf = ({ from, to }: Selection): readonly string[] => {
  const days: string[] = [];
  for (let time = Date.parse(from.slice(0, 10)); time <= Date.parse(to); time += DAY) days.push(new Date(time).toISOString().slice(0, 10));
  return days;
};

/** Counts what the archive has in a window, by what the projection has heard. */
export const previewArchive = async (selection: Selection) => {
  const [begin, end] = [Date.parse(selection.from), Date.parse(selection.to)];
  const events: ListedEvent[] = [];
  for (const day of daysOf(selection)) {
    events.push(
      ...(await queryAll<ListedEvent>({
        IndexName: BY_DAY,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      })),
    );
  }
  const within = events.filter(({ at }) => Date.parse(at) >= begin && Date.parse(at) <= end);
  const counts = new Map<string, number>();
  for (const { shown } of within) counts.set(shown.name, (counts.get(shown.name) ?? 0) + 1);
  const stages = STAGES.filter(({ name }) => !selection.stages || selection.stages.includes(name));
  const deliveries = stages.flatMap(({ name: stage, hears }) => hears.map((event) => ({ stage, event, count: counts.get(event) ?? 0 })));
  const heard = new Set<string>(stages.flatMap(({ hears }) => hears));
  return previewOf(deliveries, new Set(within.filter(({ shown }) => heard.has(shown.name)).map(({ pk }) => pk)).size);
};
