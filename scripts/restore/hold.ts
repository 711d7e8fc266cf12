import {
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import type { Wait } from './tables.ts';

/** Seconds between two looks at a mapping that is being switched, and looks at most. */
const POLL = 5;
const LOOKS = 60;

/** The functions of a deployment, held and let go. Nothing is remembered in between: a restore that broke off lets go of all. */
export interface Hold {
  /** No function of the deployment runs when it returns: queues keep their messages, the API answers 503, schedules are tried again. */
  readonly hold: () => Promise<void>;
  /** These run again; every function without names. @param queues names of queues, as their functions take them */
  readonly release: (queues?: readonly string[]) => Promise<void>;
}

/** @param reserved concurrency that a function has by configuration, by its name */
export const holding = (client: LambdaClient, deployment: string, wait: Wait, reserved: Readonly<Record<string, number>>): Hold => {
  const isOurs = (name = ''): boolean => name.startsWith(serviceName(deployment, ''));
  const functions = async (): Promise<readonly FunctionConfiguration[]> =>
    (await collect(paginateListFunctions({ client }, {}), ({ Functions }) => Functions)).filter(({ FunctionName }) => isOurs(FunctionName));
  const mappings = async () =>
    (await collect(paginateListEventSourceMappings({ client }, {}), ({ EventSourceMappings }) => EventSourceMappings)).filter(
      ({ FunctionArn }) => isOurs(FunctionArn?.split(':')[6]),
    );
  const queueOf = (arn = ''): string => arn.split(':').at(-1) ?? '';
  const switched = async (isEnabled: boolean, isMeant: (queue: string) => boolean): Promise<void> => {
    const state = isEnabled ? 'Enabled' : 'Disabled';
    const meant = async () => (await mappings()).filter(({ EventSourceArn, State }) => isMeant(queueOf(EventSourceArn)) && State !== state);
    for (const { UUID } of await meant()) await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: isEnabled }));
    for (let looks = 0; (await meant()).length > 0; looks++) {
      if (looks > LOOKS) throw new Error(`event source mappings are not ${state} yet: repeat this`);
      await wait(POLL);
    }
  };
  return {
    hold: async () => {
      const all = await functions();
      await switched(false, () => true);
      for (const { FunctionName } of all) {
        await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
      }
      // What has begun ends by its timeout.
      await wait(Math.max(...all.map(({ Timeout = 0 }) => Timeout)));
    },
    release: async (queues) => {
      const taking = new Map(
        (await mappings()).map(({ FunctionArn, EventSourceArn }) => [FunctionArn?.split(':')[6], queueOf(EventSourceArn)]),
      );
      const isMeant = (queue: string | undefined): boolean => queues === undefined || (queue !== undefined && queues.includes(queue));
      for (const { FunctionName } of await functions()) {
        if (!isMeant(taking.get(FunctionName))) continue;
        const ReservedConcurrentExecutions = reserved[FunctionName ?? ''];
        if (ReservedConcurrentExecutions === undefined) await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
        else await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
      }
      await switched(true, isMeant);
    },
  };
};
