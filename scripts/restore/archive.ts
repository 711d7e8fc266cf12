import { DescribeReplayCommand, type EventBridgeClient, PutEventsCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { archiveName, busName } from '@tenantry/events-schema/bus';
import { OVERLAP } from '@tenantry/shared/saga/restored';
import type { Wait } from './tables.ts';

/** EventBridge recommends to wait so long until what was published is in the archive (User Guide, "Archiving events"). Seconds. */
export const ARCHIVED_AFTER = 600;
const POLL = 15;
const OVER = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** Where a deployment's bus is. */
export interface Bus {
  readonly client: EventBridgeClient;
  readonly deployment: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Has EventBridge send everything that was published since the moment, and an hour before it, to these rules again, and waits for the end.
 * @param name of the replay; one that exists is waited for
 * @throws Error when EventBridge gives up, with its reason
 */
export const replayed = async (bus: Bus, name: string, rules: readonly string[], at: Date, until: Date, wait: Wait): Promise<void> => {
  const { client, deployment } = bus;
  const arn = (resource: string) => `arn:aws:events:${bus.region}:${bus.accountId}:${resource}`;
  const own = busName(deployment);
  const command = new StartReplayCommand({
    ReplayName: name,
    EventSourceArn: arn(`archive/${archiveName(deployment)}`),
    EventStartTime: new Date(at.getTime() - OVERLAP * 1000),
    EventEndTime: until,
    Destination: { Arn: arn(`event-bus/${own}`), FilterArns: rules.map((rule) => arn(`rule/${own}/${rule}`)) },
  });
  await client.send(command).catch((error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error;
  });
  for (;;) {
    const { State = '', StateReason } = await client.send(new DescribeReplayCommand({ ReplayName: name }));
    if (State === 'COMPLETED') return;
    if (OVER.includes(State)) throw new Error(`replay ${name} is ${State}: ${StateReason ?? 'EventBridge gives no reason'}`);
    await wait(POLL);
  }
};

/** Asks a stage of a tenant to verify everything. @param by who restores, as it stands in the timeline */
export const asked = async ({ client, deployment }: Bus, tenantId: string, stage: string, by: string, now: Date): Promise<void> => {
  const at = now.toISOString();
  const detail = StageRetryRequested.detail.parse({
    tenantId,
    stage,
    eventId: `${tenantId}/restore/${StageRetryRequested.name}/${stage}/${at}`,
    causedBy: '',
    at,
    requestedBy: by,
  });
  const entry = { EventBusName: busName(deployment), Source: StageRetryRequested.source, DetailType: StageRetryRequested.name };
  const { Entries } = await client.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }));
  const refused = Entries?.find(({ ErrorCode }) => ErrorCode);
  if (refused) throw new Error(`the bus did not take ${StageRetryRequested.name}: ${refused.ErrorCode} ${refused.ErrorMessage}`);
};
