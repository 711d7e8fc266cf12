import { sourceOf } from '@tenantry/events-schema/source';
import { serviceName } from '@tenantry/shared/domain/names';
import { definitionOf } from '@tenantry/shared/function/publish';
import { send } from '@tenantry/shared/function/queue';
import type { Delivery } from './deliveries.ts';

/** An event of the projection as EventBridge replays it: a stage knows it by event id and replay name, so it verifies everything again. */
export const replayedEnvelope = (tenantId: string, { fact }: Delivery, replayName: string) => ({
  version: '0',
  id: `${replayName}/${fact.eventId}`,
  'replay-name': replayName,
  source: sourceOf(definitionOf(fact.name), fact.detail),
  'detail-type': fact.name,
  time: fact.at,
  resources: [],
  detail: { ...fact.detail, tenantId, eventId: fact.eventId, causedBy: fact.causedBy, at: fact.at },
});

/** Gives every delivery to its stage's own queue: nobody else hears it. Repeated with the same name, stages know it already. */
export const deliver = async (tenantId: string, deliveries: readonly Delivery[], replayName: string): Promise<void> => {
  const deployment = process.env.STAGE ?? 'dev';
  for (const delivery of deliveries) {
    await send(serviceName(deployment, delivery.stage), JSON.stringify(replayedEnvelope(tenantId, delivery, replayName)), 0);
  }
};
