import { createHash } from 'node:crypto';
import type { Deployment, TimelineEvent } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { findTenantId } from '../tenants.ts';

interface EventOptions {
  readonly id?: string;
  readonly sqs?: boolean;
}

export const event = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'event <tenant> <name>',
    'print an event of a tenant as EventBridge delivers it, the last of that name: for serverless invoke local --path',
    ['mercy AccountReady > account-ready.json', 'mercy StageStalled --sqs > message.json'],
    [EXIT.notFound],
  )
    .option('--id <event-id>', 'this one of them, by its id (tenantry show <tenant> --events)')
    .option('--sqs', 'as a message of a queue, for a deployed function: aws lambda invoke --payload');
  act<EventOptions>(command, context, async (invocation, [meant = '', name = ''], { id, sqs }) => {
    const { exact } = await invocation.connect();
    const tenantId = await findTenantId(exact, meant);
    const [{ events }, deployment] = await Promise.all([
      exact('GET /tenants/{id}/timeline', { path: { id: tenantId } }),
      exact('GET /deployment'),
    ]);
    const found = events.findLast((one) => one.event === name && (id === undefined || one.eventId === id));
    if (!found) throw none(meant, name, events);
    const envelope = envelopeOf(tenantId, found, deployment);
    // Always JSON: it is for a program.
    invocation.terminal.out.write(`${JSON.stringify(sqs ? messageOf(envelope) : envelope, null, 2)}\n`);
    return undefined;
  });
};

const none = (meant: string, name: string, events: readonly TimelineEvent[]): CommandError => {
  const names = [...new Set(events.map(({ event }) => event))];
  return new CommandError(EXIT.notFound, `${meant} has had no ${name}`, `it has had ${names.join(', ') || 'no event yet'}`);
};

/** A UUID of the event's own id: the same event is the same file. */
const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

/** As EventBridge delivers it (user guide, "Event structure"). */
const envelopeOf = (
  tenantId: string,
  { event, source, eventId, causedBy, at, traceId, detail }: TimelineEvent,
  deployment: Deployment,
) => ({
  version: '0',
  id: uuidOf(eventId),
  'detail-type': event,
  // Where the API does not say it: the publisher stands in the event's id.
  source: source ?? `tenantry.${eventId.split('/')[1]}`,
  account: deployment.accounts.superAdmin,
  time: at.replace(/\.\d+Z$/, 'Z'),
  region: deployment.region,
  resources: [],
  detail: { tenantId, eventId, causedBy, at, ...(traceId ? { traceId } : {}), ...detail },
});
type EventEnvelope = ReturnType<typeof envelopeOf>;

/** As Lambda hands it over (developer guide, "Using Lambda with Amazon SQS"), of a queue that nobody deletes it from. */
const messageOf = (envelope: EventEnvelope) => ({
  Records: [
    {
      messageId: envelope.id,
      receiptHandle: 'by-hand',
      body: JSON.stringify(envelope),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      awsRegion: envelope.region,
    },
  ],
});
