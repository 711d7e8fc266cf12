import { conditionsHold } from '../../iam/conditions.ts';
import type { ConditionBlock, Context } from '../../iam/policy.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext } from '../types.ts';

/** A session in which an AWS service acts as a role of an account. */
export interface RoleSession {
  readonly roleArn: string;
  readonly accountId: string;
  /** `arn:aws:sts::…:assumed-role/<role>/<session>`. */
  readonly arn: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly expiration: Date;
  };
}

export interface ServiceRoleRequest {
  readonly roleArn: string;
  /** `codebuild.amazonaws.com`. */
  readonly principal: string;
  /** ARN of the resource for which the service acts. */
  readonly sourceArn: string;
  readonly sessionName: string;
  /** Seconds; an hour is what every role allows. */
  readonly durationSeconds?: number;
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Condition?: ConditionBlock;
}

const accountOf = (roleArn: string): string => roleArn.split(':')[4] ?? '';
const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);
const member = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined), value);
const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ([] as readonly T[]).concat(value as T | readonly T[]);

/** Condition keys of a service's call (IAM User Guide, "The confused deputy problem"). */
const sourceKeys = (sourceArn: string): Context => ({ 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountOf(sourceArn) });

const trusts = (document: unknown, principal: string, sourceArn: string): boolean => {
  const statements = member(document, 'Statement') as Statement | readonly Statement[] | undefined;
  return listOf(statements).some(
    ({ Effect, Action, Principal, Condition }) =>
      Effect === 'Allow' &&
      listOf(Action).includes('sts:AssumeRole') &&
      listOf(Principal?.Service).includes(principal) &&
      conditionsHold(Condition, sourceKeys(sourceArn)),
  );
};

/** Whether a role exists and trusts the service, when it acts for a resource. */
export const isTrustedRole = async (
  context: GatewayContext,
  { roleArn, principal, sourceArn }: Omit<ServiceRoleRequest, 'sessionName'>,
): Promise<boolean> => {
  const accountId = accountOf(roleArn);
  if (!/^\d{12}$/.test(accountId)) return false;
  const request = { accountId, service: 'iam', operation: 'GetRole', input: { RoleName: nameOf(roleArn) } };
  const { status, output } = await context.emulator(request);
  if (status !== 200) return false;
  const document = member(output, 'GetRoleResponse', 'GetRoleResult', 'Role', 'AssumeRolePolicyDocument');
  return typeof document === 'string' && trusts(JSON.parse(decodeURIComponent(document)), principal, sourceArn);
};

/**
 * A session of `roleArn` for an AWS service. The emulator lets an account's root assume what a service may assume, so the trust policy
 * is read here first. Throws AccessDenied as the service would report it.
 */
export const assumeServiceRole = async (context: GatewayContext, request: ServiceRoleRequest): Promise<RoleSession> => {
  const { roleArn, principal, sessionName, durationSeconds = 3600 } = request;
  const denied = (): AwsError =>
    new AwsError('AccessDenied', `${principal} is not authorized to perform: sts:AssumeRole on ${roleArn}`, 403);
  if (!(await isTrustedRole(context, request))) throw denied();
  const { status, output } = await context.emulator({
    accountId: accountOf(roleArn),
    service: 'sts',
    operation: 'AssumeRole',
    input: { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: durationSeconds },
  });
  const result = member(output, 'AssumeRoleResponse', 'AssumeRoleResult');
  if (status !== 200 || result === undefined) throw denied();
  const credential = (name: string): string => String(member(result, 'Credentials', name));
  return {
    roleArn,
    accountId: accountOf(roleArn),
    arn: String(member(result, 'AssumedRoleUser', 'Arn')),
    credentials: {
      accessKeyId: credential('AccessKeyId'),
      secretAccessKey: credential('SecretAccessKey'),
      sessionToken: credential('SessionToken'),
      expiration: new Date(context.clock.now() + durationSeconds * 1000),
    },
  };
};
