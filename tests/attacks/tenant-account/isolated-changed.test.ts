import { expect } from '@jest/globals';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { isolation } from '@tenantry/shared/testing/isolation';
import { isolatedWebAcl } from '../../../services/edge/src/steps/isolated-web-acl.ts';
import { isolatedRoutes } from '../../../services/network/src/steps/isolated-routes.ts';
import { isolatedUsers } from '../../../services/pipeline/src/steps/isolated-users.ts';
import { attack } from '../attack.ts';

/** Who had the account before it was isolated has changed what the stages shut: none of them says that it is shut while it is not. */
const tenantId = '01JD0000000000000000000000';
const name = `tenantry-${tenantId.toLowerCase()}`;
const OURS = [{ Key: TENANT_TAG, Value: tenantId }];

type Input = Readonly<Record<string, unknown>>;
type Answer = (input: Input) => object;
/** What an account answers, by the name of the method; all other commands fail. */
const accountWith = (answers: Readonly<Record<string, Answer>>) => {
  const calls: [string, Input][] = [];
  const send = async (asked: { readonly input: Input }): Promise<object> => {
    const { input } = asked;
    const command = asked.constructor.name.replace(/Command$/, '');
    calls.push([command, input]);
    const answer = answers[command.charAt(0).toLowerCase() + command.slice(1)];
    if (!answer) throw new Error(`nobody expects ${command}`);
    return answer(input);
  };
  const tenant = (Client: new (config: { region: string }) => object) => Object.assign(new Client({ region: 'eu-central-1' }), { send });
  const scope = { tenantId, deployment: 'dev', tenant, now: () => 0, noted: undefined, ranges: { find: async () => undefined } };
  const sent = (command: string): Input[] => calls.filter(([called]) => called === command).map(([, input]) => input);
  return { scope: scope as never, sent };
};

attack('isolated-routes-aside', 'somebody leads the tenant’s subnets out by a route table of his own, or by IPv6', async () => {
  const local = { DestinationCidrBlock: '10.0.0.0/22', GatewayId: 'local', State: 'active' };
  const out = (to: object) => ({ ...to, GatewayId: 'igw-1', State: 'active' });
  const own = {
    RouteTableId: 'rtb-1',
    Tags: OURS,
    Routes: [
      local,
      out({ DestinationCidrBlock: '0.0.0.0/0' }),
      out({ DestinationIpv6CidrBlock: '::/0' }),
      out({ DestinationPrefixListId: 'pl-1' }),
    ],
  };
  const his = { RouteTableId: 'rtb-2', Tags: [], Routes: [local, out({ DestinationCidrBlock: '198.51.100.0/24' })] };
  let tables = [own, his];
  const { scope, sent } = accountWith({
    describeVpcs: () => ({ Vpcs: [] }), // he has taken its tag away, too
    describeRouteTables: ({ Filters }) => {
      expect(Filters).toEqual([{ Name: 'vpc-id', Values: ['vpc-1'] }]);
      return { RouteTables: tables };
    },
    deleteRoute: ({ RouteTableId, ...to }) => {
      const left = (Routes: readonly object[]) =>
        Routes.filter((route) => !Object.entries(to).some(([key, value]) => value && (route as Input)[key] === value));
      tables = tables.map((table) => (table.RouteTableId === RouteTableId ? { ...table, Routes: left(table.Routes) as never } : table));
      return {};
    },
  });
  const isolate = () => isolatedRoutes.ensure(scope, { ...isolation(true), vpcId: 'vpc-1' }, {});
  await expect(isolate()).rejects.toThrow(StalledError);
  await expect(isolate()).rejects.toThrow('rtb-2 to 198.51.100.0/24');
  expect(tables[0]?.Routes).toEqual([local]);
  expect(sent('DeleteRoute').every(({ RouteTableId }) => RouteTableId === 'rtb-1')).toBe(true);
  tables = tables.map((table) => ({ ...table, Routes: [local] as never })); // an administrator has deleted it
  await isolate();
});

attack('isolated-web-acl-taken-off', 'somebody takes the web ACL off the tenant’s distribution, or its tag off the web ACL', async () => {
  const ARN = `arn:aws:wafv2:us-east-1:1:global/webacl/${name}/id`;
  for (const { WebACLId, TagList } of [
    { WebACLId: '', TagList: OURS },
    { WebACLId: ARN, TagList: [] },
  ]) {
    let acl: object = { ARN };
    let distribution = { Id: 'E1', Status: 'Deployed', DistributionConfig: { Enabled: true, WebACLId } };
    const { scope, sent } = accountWith({
      listWebACLs: () => ({ WebACLs: [{ Name: name, Id: 'id' }] }),
      getWebACL: () => ({ WebACL: acl, LockToken: 't' }),
      listTagsForResource: () => ({ TagInfoForResource: { TagList } }),
      updateWebACL: ({ DefaultAction, Rules, CustomResponseBodies, VisibilityConfig }) => {
        acl = { ARN, DefaultAction, Rules, CustomResponseBodies, VisibilityConfig };
        return {};
      },
      getDistribution: () => ({ Distribution: distribution, ETag: 'e' }),
      updateDistribution: ({ DistributionConfig }) => {
        distribution = { Id: 'E1', Status: 'InProgress', DistributionConfig: DistributionConfig as never };
        return {};
      },
    });
    const isolate = () => isolatedWebAcl.ensure(scope, { ...isolation(true), distributionId: 'E1' }, {});
    for (const _ of [1, 2]) await expect(isolate()).rejects.toThrow(Wait);
    expect(distribution.DistributionConfig.Enabled).toBe(false);
    distribution = { ...distribution, Status: 'Deployed' };
    await isolate();
    expect(sent('UpdateDistribution')).toHaveLength(1);
  }
});

attack('isolated-other-client', 'somebody signs in by an app client of his own, or of the console’s under another name', async () => {
  const clients = new Map<string, Input>(
    ['his own', 'renamed'].map((ClientName) => [ClientName, { ClientName, AllowedOAuthFlowsUserPoolClient: true }]),
  );
  const { scope } = accountWith({
    listUserPools: () => ({ UserPools: [] }), // he has renamed it
    describeUserPool: ({ UserPoolId }) => ({ UserPool: { Id: UserPoolId } }),
    listUserPoolClients: () => ({ UserPoolClients: [...clients.keys()].map((ClientId) => ({ ClientId })) }),
    describeUserPoolClient: ({ UserPoolId, ClientId }) => ({ UserPoolClient: { UserPoolId, ClientId, ...clients.get(String(ClientId)) } }),
    updateUserPoolClient: ({ ClientId, UserPoolId: _, ...settings }) => {
      clients.set(String(ClientId), settings);
      return {};
    },
    listUsers: () => ({ Users: [] }),
  });
  await isolatedUsers.ensure(scope, { ...isolation(true), userPoolId: 'pool' }, {});
  const shut = { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], AllowedOAuthFlowsUserPoolClient: false };
  expect([...clients.values()]).toEqual(['his own', 'renamed'].map((ClientName) => ({ ClientName, ...shut })));
});
