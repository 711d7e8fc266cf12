import type { Input, Look, StackTemplate } from '../../iam/requests/asked.ts';
import type { EmulatorClient } from '../emulator.ts';
import { peerings } from '../rules/ec2/peering-state.ts';
import type { GatewayContext } from '../types.ts';

/** What IAM is asked about a call and the call does not name: read from the laptop's AWS. */
export const createLook = (emulator: EmulatorClient, context: Pick<GatewayContext, 'state' | 'emulator' | 'world'>): Look => {
  const named = async (input: object): Promise<Record<string, unknown>> => (await emulator.internal('named', input)).output;
  // A table's keys never change (DynamoDB: an update cannot name them).
  const partitionKeys = new Map<string, string>();
  const customerKey = async (of: object) => {
    const { key, aliases } = await named(of);
    return typeof key === 'string' ? { arn: key, aliases: aliases as readonly string[] } : undefined;
  };
  const partitionKey = async ({ accountId, region }: Input, TableName: string): Promise<string> => {
    const id = `${accountId}/${region}/${TableName}`;
    const known = partitionKeys.get(id);
    if (known !== undefined) return known;
    const answer = await context.emulator({ accountId, region, service: 'dynamodb', operation: 'DescribeTable', input: { TableName } });
    const { KeySchema = [] } = (answer.output.Table ?? {}) as { KeySchema?: { AttributeName: string; KeyType: string }[] };
    const name = KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
    if (name !== undefined) partitionKeys.set(id, name);
    return name ?? '';
  };
  return {
    organization: async () => {
      const { id, managementAccountId } = await named({ organization: context.world.management });
      return typeof id === 'string' ? { id, managementAccountId: String(managementAccountId) } : undefined;
    },
    association: async ({ accountId, region }, association) => {
      const { table, subnet } = await named({ association, accountId, region });
      if (typeof table !== 'string') return undefined;
      return { table, ...(typeof subnet === 'string' ? { subnet } : {}) };
    },
    peering: async (_input, id) => {
      const { accepter, requester } = peerings(context as GatewayContext)[id] ?? {};
      return accepter && requester && { accepter, requester };
    },
    boundaryOf: async ({ accountId, region }, role) => {
      const { boundary } = await named({ role, accountId, region });
      return typeof boundary === 'string' ? boundary : undefined;
    },
    functionOfMapping: async ({ accountId, region }, mapping) => {
      const rest = { method: 'GET', path: `/2015-03-31/event-source-mappings/${encodeURIComponent(mapping)}` };
      const { output } = await context.emulator({
        accountId,
        region,
        service: 'lambda',
        operation: 'GetEventSourceMapping',
        input: {},
        rest,
      });
      return typeof output.FunctionArn === 'string' ? output.FunctionArn : undefined;
    },
    partitionKey,
    bucketKey: (bucket) => customerKey({ bucket }),
    topicKey: (topic) => customerKey({ topic }),
    key: (key) => customerKey({ key }),
    stack: async ({ accountId, region }, work) => {
      const { status, output } = await emulator.internal('template', { accountId, region, ...work });
      if (status !== 200) throw new Error(`the emulator could not read the template of ${work.stack}: ${String(output.message)}`);
      return output as { before: StackTemplate; after: StackTemplate };
    },
  };
};
