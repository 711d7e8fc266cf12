import type { AwsCall, AwsResult } from './call.ts';
import type { EmulatorClient } from './emulator.ts';
import { ANONYMOUS } from './identity.ts';
import type { GatewayContext } from './types.ts';

const originals = new WeakMap<AwsCall['headers'], AwsCall>();

/** Remembers a call as it was received, so that `forward` can tell what a rule rewrote. */
export const received = (call: AwsCall): AwsCall => {
  originals.set(call.headers, call);
  return call;
};

/** The body for parameters that a rule changed: JSON and query protocols; a REST call's rule changes `body` or `path` itself. */
const encodeBody = (original: AwsCall, call: AwsCall): Buffer => {
  if (call.headers['x-amz-target'] !== undefined) return Buffer.from(JSON.stringify(call.params));
  if (!call.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return call.body;
  const version = new URLSearchParams(original.body.toString('utf8')).get('Version') ?? '';
  const fields = new URLSearchParams({ Action: call.operation, Version: version });
  for (const [name, value] of Object.entries(call.params)) fields.set(name, String(value));
  return Buffer.from(fields.toString());
};

/**
 * Sends a call to the emulator: as it was received, signature and all, or as a rule rewrote it (`{ ...call, params }` or
 * `{ ...call, body }`), when the gateway vouches for the caller's key in place of the signature.
 */
export const createForward =
  (emulator: EmulatorClient, secret: string): GatewayContext['forward'] =>
  (call): Promise<AwsResult> => {
    const original = originals.get(call.headers);
    // An unsigned call (Cognito) is its pool's account's; the emulator would take it for the default account's.
    const unsigned = call.headers.authorization === undefined && call.caller.arn === ANONYMOUS;
    const owner = unsigned ? { 'x-laptop-secret': secret, 'x-laptop-account': call.caller.accountId } : {};
    if (original === call) return emulator.send(call.method, call.path, { ...call.headers, ...owner }, call.body);
    const changedParams = original !== undefined && original.params !== call.params && original.body === call.body;
    const body = changedParams ? encodeBody(original, call) : call.body;
    const { 'content-md5': _md5, 'x-amz-content-sha256': _sha256, ...headers } = call.headers;
    return emulator.send(call.method, call.path, { ...headers, ...owner, 'x-laptop-rewritten': secret }, body);
  };
