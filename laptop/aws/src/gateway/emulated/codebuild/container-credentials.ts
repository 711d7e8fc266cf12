import { randomBytes } from 'node:crypto';
import type { AwsResult } from '../../call.ts';
import { jsonResult } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { assumeServiceRole, type RoleSession, type ServiceRoleRequest } from '../role-session.ts';

/** The path under which the gateway serves a build's credentials; a token follows. */
export const CREDENTIALS_PATH = '/_laptop/codebuild/credentials/';

/**
 * The container credential endpoint of builds (`AWS_CONTAINER_CREDENTIALS_FULL_URI`): a token per build, sessions of its role renewed
 * as they age. https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export interface ContainerCredentials {
  readonly issue: (context: GatewayContext, session: RoleSession, request: ServiceRoleRequest) => string;
  readonly revoke: (token: string) => void;
  /** Answers a GET of `CREDENTIALS_PATH` + token; 404 once the build has ended. */
  readonly answer: (token: string) => Promise<AwsResult>;
}

interface Grant {
  readonly context: GatewayContext;
  readonly request: ServiceRoleRequest;
  session: RoleSession;
}

const RENEW_BEFORE_MS = 15 * 60_000;

export const createContainerCredentials = (): ContainerCredentials => {
  const grants = new Map<string, Grant>();
  return {
    issue: (context, session, request) => {
      const token = randomBytes(24).toString('base64url');
      grants.set(token, { context, session, request });
      return token;
    },
    revoke: (token) => grants.delete(token),
    answer: async (token) => {
      const grant = grants.get(token);
      if (!grant) return jsonResult({ code: 'NotFound', message: 'The build has ended.' }, 404);
      if (grant.session.credentials.expiration.getTime() - grant.context.clock.now() < RENEW_BEFORE_MS) {
        grant.session = await assumeServiceRole(grant.context, grant.request);
      }
      const { roleArn, credentials } = grant.session;
      return jsonResult({
        RoleArn: roleArn,
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        Token: credentials.sessionToken,
        Expiration: credentials.expiration.toISOString(),
      });
    },
  };
};
