import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { client } from '@tenantry/shared/aws/client';
import { addressParameter, type NotificationsAnswer, type NotificationsRequest } from '@tenantry/shared/domain/notifications';
import type { Message } from '@tenantry/shared/saga/record';
import type { Context } from 'aws-lambda';
import type { Wake } from '../deliver/attempt.ts';
import { deploy } from './deployment.ts';
import { receiver } from './receiver.ts';

type Outcome = NotificationsAnswer['outcome'];
export type Add = Extract<NotificationsRequest, { ask: 'add' }>;

/** A message as the bus has it: each tenant's first one of that name. */
export const message = (name: keyof typeof samples, tenantId: string, more: object = {}): Message =>
  ({ name, detail: { ...samples[name], tenantId, eventId: `${tenantId}/test/${name}/1`, ...more } }) as unknown as Message;

/** The service with a table, a queue and a receiver of its own, for one test file; the clock is the test's. */
export const desk = async () => {
  const [deployment, pager] = [await deploy(), await receiver()];
  // They read the deployment's name when they are loaded.
  const { main } = await import('../manage/handler.ts');
  const { heard } = await import('../deliver/hear.ts');
  const { wakened } = await import('../deliver/attempt.ts');
  const { findDelivery } = await import('../table/deliveries.ts');
  const { documents, tableName } = await import('../table/items.ts');

  const ask = (request: NotificationsRequest): Promise<NotificationsAnswer> => main(request, { awsRequestId: 'test' } as Context);
  const answer = async <O extends Outcome>(outcome: O, request: NotificationsRequest) => {
    const given = await ask(request);
    expect(given.outcome).toBe(outcome);
    return given as Extract<NotificationsAnswer, { outcome: O }>;
  };
  const found = async ({ delivery: { subscription, id } }: Wake) => {
    const delivery = await findDelivery(subscription, id);
    if (!delivery) throw new Error(`no delivery ${id}`);
    return delivery;
  };
  return {
    deployment,
    pager,
    heard,
    wakened,
    ask,
    answer,
    /** A subscription with its secret: of the receiver, to attention, unless it says otherwise. */
    subscribe: async (more: Partial<Add> = {}) => {
      const request: Add = { ask: 'add', channel: 'webhook', name: 'Pager', types: ['TenantAttentionRaised'], url: pager.url, ...more };
      const { subscription, secret = '' } = await answer('saved', request);
      const deliveries = async () => (await answer('deliveries', { ask: 'deliveries', id: subscription.id, limit: 20 })).deliveries;
      return { ...subscription, secret, deliveries, drop: () => answer('removed', { ask: 'remove', id: subscription.id }) };
    },
    listed: async (id: string) => (await answer('listed', { ask: 'list' })).subscriptions.find((subscription) => subscription.id === id),
    /** Makes every attempt of a delivery when it is due by the test's clock. @returns the time of the last one */
    untilQuiet: async (from: number): Promise<number> => {
      let now = from;
      for (;;) {
        const [wake] = await deployment.wakes(1);
        if (!wake) throw new Error('the queue is empty');
        now = Math.max(now, (await found(wake)).nextAt);
        await wakened(wake, now);
        if ((await found(wake)).state !== 'pending') return now;
      }
    },
    /** Everything that the table has. */
    kept: async (): Promise<string> => JSON.stringify((await documents().send(new ScanCommand({ TableName: tableName() }))).Items),
    parameter: (id: string) =>
      client(SSMClient).send(new GetParameterCommand({ Name: addressParameter(process.env.STAGE ?? '', id), WithDecryption: true })),
  };
};
export type Desk = Awaited<ReturnType<typeof desk>>;
