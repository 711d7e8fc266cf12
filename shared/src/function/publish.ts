import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { allEvents } from '@tenantry/events-schema/all';
import { busName } from '@tenantry/events-schema/bus';
import type { AnyEventDefinition } from '@tenantry/events-schema/event';
import { sourceOf } from '@tenantry/events-schema/source';
import { client } from '../aws/client.ts';
import { traceId } from '../telemetry/trace-id.ts';

const definitions = new Map(allEvents.map((event) => [event.name, event]));

export const isDefined = (name: string): boolean => definitions.has(name);

/** @throws Error when no event has that name */
export const definitionOf = (name: string): AnyEventDefinition => {
  const found = definitions.get(name);
  if (!found) throw new Error(`no event is called ${name}: define it in events-schema`);
  return found;
};

/** An event that the bus did not take. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly call = 'EventBridge PutEvents';
  readonly code: string;
  constructor(event: string, code: string, message: string) {
    super(`${event} was not taken by the bus: ${message}`);
    this.code = code;
  }
}

/**
 * Puts one event on the bus of this deployment (`STAGE`), stripped to what its schema defines.
 * @throws ZodError when the detail does not fit the event; PublishError when EventBridge refuses the entry
 */
export const publish = async (name: string, detail: object): Promise<void> => {
  const event = definitionOf(name);
  // What led to it may have come with the trace of another function.
  const parsed = event.detail.parse({ ...detail, traceId: traceId() });
  const { Entries } = await client(EventBridgeClient).send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: busName(process.env.STAGE ?? 'dev'),
          Source: sourceOf(event, parsed),
          DetailType: event.name,
          Detail: JSON.stringify(parsed),
        },
      ],
    }),
  );
  // PutEvents answers 200 for entries it did not take.
  const refused = Entries?.find((entry) => entry.ErrorCode);
  if (refused) throw new PublishError(name, refused.ErrorCode ?? 'Unknown', refused.ErrorMessage ?? '');
};
