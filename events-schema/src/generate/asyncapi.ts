import { busName } from '../bus.ts';
import type { AnyEventDefinition } from '../event.ts';
import { schemaFile, schemaName } from './json-schema.ts';

/**
 * The AsyncAPI 3.0 document of the bus: one channel, one message per event, one operation per publishing service. Payloads point to
 * the JSON Schema files beside it, which are draft 4 and keep to the keywords that AsyncAPI's own schema dialect shares with it.
 */
export const asyncApiOf = (events: readonly AnyEventDefinition[], version: string) => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Events of Tenantry',
    version,
    description: 'What the services of Tenantry tell each other on the EventBridge bus. Generated from events-schema; do not edit.',
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  channels: {
    bus: {
      address: busName('{stage}'),
      title: 'The bus of a deployment',
      description: 'An EventBridge bus in the super-admin account. The payload is the `detail` of the envelope.',
      parameters: { stage: { description: 'Deployment stage, e.g. `dev` or `prod`.' } },
      messages: Object.fromEntries(events.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
    },
  },
  operations: Object.fromEntries(
    sourcesOf(events).map((source) => [
      source,
      {
        action: 'send',
        channel: { $ref: '#/channels/bus' },
        summary: `Events published with the source ${source}.`,
        messages: events.filter((event) => event.source === source).map(({ name }) => ({ $ref: `#/channels/bus/messages/${name}` })),
      },
    ]),
  ),
  components: {
    messages: Object.fromEntries(
      events.map((event) => [
        event.name,
        {
          name: schemaName(event),
          title: event.name,
          summary: event.summary,
          contentType: 'application/json',
          payload: { $ref: `./schemas/${schemaFile(event)}` },
          'x-eventbridge-pattern': event.pattern,
        },
      ]),
    ),
  },
});

const sourcesOf = (events: readonly AnyEventDefinition[]): readonly string[] => [...new Set(events.map(({ source }) => source))];
