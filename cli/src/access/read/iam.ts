import {
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  paginateListAccessKeys,
} from '@aws-sdk/client-iam';
import { type Policy, type Statement, statementsOf } from '../policy/document.ts';
import type { IamPrincipal } from '../principal.ts';
import type { AccessKey } from '../snapshot.ts';
import { collect, once, type Reader } from './reader.ts';

/** Principals before the organization's policies are known. */
type Principal = Omit<IamPrincipal, 'policies'> & { readonly policies: Omit<IamPrincipal['policies'], 'scps'> };
interface Iam {
  readonly principals: readonly Principal[];
  readonly accessKeys: readonly AccessKey[];
}
interface Inline {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}
interface Attached {
  readonly PolicyName?: string | undefined;
  readonly PolicyArn?: string | undefined;
}
interface Detail {
  readonly RolePolicyList?: readonly Inline[] | undefined;
  readonly UserPolicyList?: readonly Inline[] | undefined;
  readonly GroupPolicyList?: readonly Inline[] | undefined;
  readonly AttachedManagedPolicies?: readonly Attached[] | undefined;
}

const EVERYTHING: readonly Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
/** A policy that nobody could read may allow everything. */
const unreadPolicy = (name: string): Policy => ({ name: `${name}, which could not be read`, statements: EVERYTHING });

/** Roles, users and access keys of an account, and its root user. */
export const readIam = async (reader: Reader): Promise<Iam> => {
  const iam = reader.client(IAMClient);
  const pages = await reader.attempt('roles and users', () =>
    collect(paginateGetAccountAuthorizationDetails({ client: iam }, {}), (page) => [page]),
  );
  if (!pages) return { principals: [], accessKeys: [] };
  const policies = managedPolicies(
    reader,
    iam,
    pages.flatMap((page) => page.Policies ?? []),
  );
  const users = pages.flatMap((page) => page.UserDetailList ?? []);
  const groups = new Map(pages.flatMap((page) => page.GroupDetailList ?? []).map((group) => [group.GroupName, group]));
  const { account, accountId } = reader;
  const principal = async (
    kind: 'role' | 'user',
    name: string,
    arn: string,
    details: readonly Detail[],
    trust: readonly Statement[],
    boundaryArn?: string,
  ): Promise<Principal> => {
    const boundary = boundaryArn === undefined ? undefined : await policies.bound(boundaryArn);
    const identity = (await Promise.all(details.map((detail) => policies.of(detail, `${kind} ${name}`)))).flat();
    return { kind, name, arn, account, accountId, trust, policies: { identity, ...(boundary ? { boundary } : {}) } };
  };
  const principals = await Promise.all([
    ...pages
      .flatMap((page) => page.RoleDetailList ?? [])
      .map(async (role) => {
        const what = `trust policy of role ${role.RoleName}`;
        const trust = await reader.attempt(what, async () => statementsOf(role.AssumeRolePolicyDocument ?? '{}'));
        return principal(
          'role',
          role.RoleName ?? '',
          role.Arn ?? '',
          [role],
          trust ?? EVERYBODY,
          role.PermissionsBoundary?.PermissionsBoundaryArn,
        );
      }),
    ...users.map((user) => {
      const memberships = (user.GroupList ?? []).flatMap((name) => groups.get(name) ?? []);
      return principal(
        'user',
        user.UserName ?? '',
        user.Arn ?? '',
        [user, ...memberships],
        [],
        user.PermissionsBoundary?.PermissionsBoundaryArn,
      );
    }),
  ]);
  const keys = await Promise.all(users.map(({ UserName = '', Arn = '' }) => keysOf(reader, iam, UserName, Arn)));
  return { principals: [rootUser(reader), ...principals], accessKeys: [...keys.flat(), ...(await rootKeys(reader, iam))] };
};

/** A trust policy that nobody could read may trust everybody. */
const EVERYBODY: readonly Statement[] = [{ Sid: 'CouldNotBeRead', Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }];

const rootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`;
const rootUser = ({ account, accountId }: Reader): Principal => ({
  kind: 'root user',
  name: 'root',
  arn: rootArn(accountId),
  account,
  accountId,
  trust: [],
  policies: { identity: [{ name: 'AWS gives the root user every right', statements: EVERYTHING }] },
});

const rootKeys = async ({ account, accountId, attempt }: Reader, iam: IAMClient): Promise<readonly AccessKey[]> => {
  const summary = await attempt('whether the root user has access keys', () => iam.send(new GetAccountSummaryCommand({})));
  return (summary?.SummaryMap?.AccountAccessKeysPresent ?? 0) > 0
    ? [{ id: 'of the root user', of: rootArn(accountId), account, active: true }]
    : [];
};

const keysOf = async ({ account, attempt }: Reader, iam: IAMClient, UserName: string, of: string): Promise<readonly AccessKey[]> => {
  const what = `access keys of user ${UserName}`;
  const found = await attempt(what, () => collect(paginateListAccessKeys({ client: iam }, { UserName }), (page) => page.AccessKeyMetadata));
  return Promise.all(
    (found ?? []).map(async ({ AccessKeyId: id = '', Status, CreateDate }) => {
      const used = await attempt(`when access key ${id} was used`, () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id })));
      const lastUsed = used?.AccessKeyLastUsed?.LastUsedDate;
      return {
        id,
        of,
        account,
        active: Status !== 'Inactive',
        ...(CreateDate ? { createdAt: CreateDate.toISOString() } : {}),
        ...(lastUsed ? { lastUsedAt: lastUsed.toISOString() } : {}),
      };
    }),
  );
};

/** Managed policies by ARN: those that the account's details have, and AWS's own, asked one by one. */
const managedPolicies = (reader: Reader, iam: IAMClient, details: readonly ManagedPolicyDetail[]) => {
  const managed = once(async (PolicyArn: string): Promise<Policy | undefined> => {
    const name = `policy ${PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1)}`;
    const found = details.find(({ Arn }) => Arn === PolicyArn);
    const version = found?.PolicyVersionList?.find(
      ({ IsDefaultVersion, VersionId }) => IsDefaultVersion || VersionId === found.DefaultVersionId,
    );
    return reader.attempt(name, async () => ({ name, statements: statementsOf(version?.Document ?? (await documentOf(iam, PolicyArn))) }));
  });
  const inline = async ({ PolicyName: name = '', PolicyDocument = '' }: Inline, whose: string): Promise<Policy> =>
    (await reader.attempt(`policy ${name} of ${whose}`, async () => ({
      name: `inline policy ${name}`,
      statements: statementsOf(PolicyDocument),
    }))) ?? unreadPolicy(`inline policy ${name}`);
  return {
    /** What is not read bounds nothing. */
    bound: managed,
    of: async (detail: Detail, whose: string): Promise<readonly Policy[]> => {
      const own = [...(detail.RolePolicyList ?? []), ...(detail.UserPolicyList ?? []), ...(detail.GroupPolicyList ?? [])];
      const attached = (detail.AttachedManagedPolicies ?? []).map(
        async ({ PolicyArn = '', PolicyName = '' }) => (await managed(PolicyArn)) ?? unreadPolicy(`policy ${PolicyName}`),
      );
      return Promise.all([...own.map((one) => inline(one, whose)), ...attached]);
    },
  };
};

const documentOf = async (iam: IAMClient, PolicyArn: string): Promise<string> => {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: policy?.DefaultVersionId }));
  return PolicyVersion?.Document ?? '';
};
