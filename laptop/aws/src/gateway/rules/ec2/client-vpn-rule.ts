import type { AwsCall, AwsResult } from '../../call.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import type { Fields } from '../xml-path.ts';
import { field } from './input.ts';
import { arnOf, ec2Result } from './inventory.ts';

export type Answer = (call: AwsCall, context: GatewayContext) => Promise<Fields> | Fields;

const API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

/** The emulator has nothing of Client VPN: each operation is answered here. */
const rule = (operation: string, source: string, answer: Answer, resource: (call: AwsCall) => string): Rule => ({
  name: `client-vpn-${operation}`,
  source,
  service: 'ec2',
  operations: [operation],
  before: async (call, context): Promise<AwsResult> => {
    await context.authorize(call, `ec2:${operation}`, resource(call));
    return ec2Result(operation, await answer(call, context), call.id);
  },
});

/** An operation that changes an endpoint. */
export const endpointRule = (operation: string, answer: Answer, source = `${API}/API_${operation}.html`): Rule =>
  rule(operation, source, answer, (call) => arnOf(call, 'client-vpn-endpoint', field(call.params, 'ClientVpnEndpointId') || '*'));

/** An operation that reads; IAM knows no resource of it. */
export const readRule = (operation: string, answer: Answer): Rule => rule(operation, `${API}/API_${operation}.html`, answer, () => '*');
