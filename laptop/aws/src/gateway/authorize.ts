import type { EmulatorClient } from './emulator.ts';
import { AwsError } from './errors.ts';
import type { Questions } from './iam/questions.ts';
import { serviceCall } from './iam/service-calls.ts';
import type { Journal } from './journal.ts';
import { credentialOf } from './parse.ts';
import type { GatewayContext } from './types.ts';

/**
 * Signature check and IAM decision by the emulator's evaluator, for calls that the gateway answers itself. What an AWS service does in a
 * role's name is no call of its own: the gateway's evaluator is asked about it here.
 */
export const createAuthorize =
  (emulator: EmulatorClient, questions: Questions, journal: Journal): GatewayContext['authorize'] =>
  async (call, action, resource, keys = {}) => {
    if (call.operation === '') {
      serviceCall(journal, call, action.split(':')[0] ?? '', await questions.ask(call, [{ action, resource, keys }]));
    }
    const credential = credentialOf(call.headers, new URLSearchParams(call.path.split('?')[1] ?? ''));
    if (credential === undefined) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    const { status, output } = await emulator.internal('authorize', {
      accessKeyId: credential.accessKeyId,
      action,
      resource,
      service: action.split(':')[0],
      region: call.region,
      method: call.method,
      path: call.path,
      headers: call.headers,
      body: call.body.toString('base64'),
      keys,
    });
    if (status !== 200) throw new Error(`the emulator could not authorize ${action}: ${String(output.message)}`);
    if (output.allowed === true) return;
    // Service APIs answer 400 for their JSON AccessDeniedException; 403 is for the front door's signature errors.
    const denied = output.code === 'AccessDeniedException';
    // JSON services, and the gateway answers no others, have a name of their own for it.
    const code = output.code === 'SignatureDoesNotMatch' ? 'InvalidSignatureException' : String(output.code);
    throw new AwsError(code, String(output.message), denied ? 400 : 403);
  };
