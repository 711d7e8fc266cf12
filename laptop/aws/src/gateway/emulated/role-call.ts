import { randomUUID } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCall } from '../call.ts';
import type { GatewayContext } from '../types.ts';
import type { RoleSession } from './role-session.ts';

/** The headers of an empty POST, signed as the role's session. */
const signedHeaders = async ({ credentials }: RoleSession, region: string, service: string, signingDate: Date) => {
  const request = { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: '/', headers: { host: '127.0.0.1' } };
  return (await new SignatureV4({ credentials, region, service, sha256: Sha256 }).sign(request, { signingDate })).headers;
};

/** An empty call as the role's session: the shape of a call that the service makes in-process. */
export const callAs = (session: RoleSession, region: string, service: string, headers: Readonly<Record<string, string>>): AwsCall => ({
  id: randomUUID(),
  service,
  operation: '',
  region,
  caller: { accountId: session.accountId, arn: session.arn, role: session.arn.split('/')[1] ?? '' },
  method: 'POST',
  path: '/',
  headers,
  body: Buffer.alloc(0),
  params: {},
});

/** Asks IAM whether a role may do what an AWS service is about to do in its name. Throws AccessDenied. */
export const authorizeRole = async (
  context: GatewayContext,
  session: RoleSession,
  region: string,
  action: string,
  resource: string,
): Promise<void> => {
  const [service = ''] = action.split(':');
  const headers = await signedHeaders(session, region, service, new Date(context.clock.now()));
  await context.authorize(callAs(session, region, service, headers), action, resource);
};
