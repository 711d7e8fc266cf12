import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { AwsCall } from '../call.ts';
import type { GatewayContext } from '../types.ts';
import type { RoleSession } from './role-session.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Signature Version 4 of an empty POST. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signedHeaders = (session: RoleSession, region: string, service: string, now: Date): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials;
  const timestamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const headers = { host: '127.0.0.1', 'x-amz-date': timestamp, 'x-amz-security-token': sessionToken };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256('')].join('\n');
  const key = [region, service, 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secretAccessKey}`, date));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(request)].join('\n')).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
};

/** An empty, signed call as the role's session: the shape of a call that the service makes in-process. */
export const callAs = (session: RoleSession, region: string, service: string, now: number): AwsCall => ({
  id: randomUUID(),
  service,
  operation: '',
  region,
  caller: { accountId: session.accountId, arn: session.arn, role: session.arn.split('/')[1] ?? '' },
  method: 'POST',
  path: '/',
  headers: signedHeaders(session, region, service, new Date(now)),
  body: Buffer.alloc(0),
  params: {},
});

/** Asks IAM whether a role may do what an AWS service is about to do in its name. Throws AccessDenied. */
export const authorizeRole = (
  context: GatewayContext,
  session: RoleSession,
  region: string,
  action: string,
  resource: string,
): Promise<void> => {
  const [service = ''] = action.split(':');
  return context.authorize(callAs(session, region, service, context.clock.now()), action, resource);
};
