import { describe, expect, test } from '@jest/globals';
import { ACCOUNT_IDS, deployed, principal, snapshot, stores } from '../testing/access-samples.ts';
import type { Line } from './line.ts';
import type { Statement } from './policy/document.ts';
import { reportOf } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import { STORE_KINDS, type Store } from './store.ts';

const unexpected = (found: Snapshot): readonly Line[] => reportOf(found).lines.filter(({ expected }) => expected === 'no');
const deeds = (store: Store) =>
  store.targets.flatMap(({ arn, ...classes }) =>
    Object.entries(classes).flatMap(([how, actions]) => (actions ?? []).map((action) => ({ how, action, arn }))),
  );

test('a deployment as the product makes it has nobody who is not expected', () => {
  expect(unexpected(snapshot())).toEqual([]);
  expect(reportOf(snapshot()).lines.length).toBeGreaterThan(50);
});

test('there is a store of every kind in these tests', () => {
  expect(new Set(stores.map(({ kind }) => kind))).toEqual(new Set(STORE_KINDS));
});

describe.each(stores)('$name', (store) => {
  test.each(deeds(store))('whoever is allowed $action is listed, and gone with the statement', ({ how, action, arn }) => {
    const account = store.account;
    const reaches = (statements: readonly Statement[]) =>
      unexpected(snapshot({ principals: [principal('stranger', account, statements)], stores: [store] })).filter(
        (line) => line.who === 'role stranger',
      );
    const [service = ''] = action.split(':');
    for (const Action of [action, '*', `${service}:*`, action.toUpperCase()]) {
      for (const Resource of ['*', arn.replace('*', 'x')]) {
        const lines = reaches([{ Effect: 'Allow', Action, Resource }]);
        expect(lines.filter((line) => line.reaches === store.name && line.how.includes(how as 'read'))).toHaveLength(1);
      }
    }
    expect(reaches([{ Effect: 'Allow', Action: 'nothing:*', Resource: '*' }])).toEqual([]);
    expect(
      reaches([
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: '*', Resource: '*' },
      ]),
    ).toEqual([]);
  });

  test.each(deployed.filter(({ account }) => account === store.account))('a statement more for $name is seen', (role) => {
    const more = {
      ...role,
      policies: {
        ...role.policies,
        identity: [
          ...role.policies.identity,
          { name: 'policy more', statements: [{ Effect: 'Allow' as const, NotAction: 'x:y', Resource: '*' }] },
        ],
      },
    };
    const lines = unexpected(snapshot({ principals: [more], stores: [store] }));
    const before = reportOf(snapshot({ principals: [role], stores: [store] })).lines.find(({ principal: arn }) => arn === role.arn);
    // Who may do everything already, whatever the request says, can be given no more.
    const isAll = before?.conditions.length === 0 && deeds(store).every(({ action }) => before.actions.includes(action));
    expect(lines.filter(({ principal: arn, reaches }) => arn === role.arn && reaches === store.name)).toHaveLength(isAll ? 0 : 1);
  });
});

const secret = stores.find(({ kind }) => kind === 'secret') as Store;
const reading: Statement = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
const withPolicy = (statements: readonly Statement[]): readonly Store[] =>
  stores.map((one) => (one === secret ? { ...one, policy: { name: 'resource policy', statements } } : one));
const whoReaches = (found: Snapshot, reaches = secret.name): readonly string[] =>
  unexpected(found)
    .filter((line) => line.reaches === reaches)
    .map(({ who }) => who);

describe('what takes a right away', () => {
  const stranger = (scps: readonly Statement[], more: Partial<ReturnType<typeof principal>['policies']> = {}) => {
    const made = principal('stranger', 'tenant', [reading]);
    return snapshot({ principals: [{ ...made, policies: { ...made.policies, ...more, scps: [[{ name: 'SCP', statements: scps }]] } }] });
  };
  const all: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  test('an SCP that surely denies it, a boundary and an SCP that do not allow it', () => {
    expect(whoReaches(stranger([all]))).toEqual(['role stranger']);
    expect(whoReaches(stranger([all, { ...all, Effect: 'Deny' }]))).toEqual([]);
    expect(whoReaches(stranger([{ ...all, Action: 's3:*' }]))).toEqual([]);
    expect(whoReaches(stranger([all], { boundary: { name: 'boundary', statements: [{ ...all, Action: 's3:*' }] } }))).toEqual([]);
    expect(
      whoReaches(
        stranger([all, { ...all, Effect: 'Deny', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/other' } } }]),
      ),
    ).toEqual([]);
  });
  test('a denial that depends on the request takes nothing away', () => {
    for (const Condition of [{ StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, { ArnLike: { 'aws:PrincipalArn': '*/other' } }])
      expect(whoReaches(stranger([all, { ...all, Effect: 'Deny', Condition }]))).toEqual(['role stranger']);
  });
  test('a condition that depends on the request is part of the line', () => {
    const Condition = { StringEquals: { 'aws:ResourceTag/x': 'y' } };
    const found = unexpected(snapshot({ principals: [principal('stranger', 'tenant', [{ ...reading, Condition }])] }));
    expect(found.map(({ conditions }) => conditions)).toEqual([['aws:ResourceTag/x StringEquals y']]);
    const never = { StringEquals: { 'aws:PrincipalAccount': '000000000000' } };
    expect(unexpected(snapshot({ principals: [principal('stranger', 'tenant', [{ ...reading, Condition: never }])] }))).toEqual([]);
  });
});

describe('a resource policy', () => {
  const foreign = (Principal: Statement['Principal'], more: Partial<Statement> = {}) =>
    whoReaches(snapshot({ stores: withPolicy([{ ...reading, ...(Principal ? { Principal } : {}), ...more }]) }));
  test.each<readonly [Statement['Principal'], string]>([
    ['*', 'anybody'],
    [{ AWS: '*' }, 'anybody'],
    [{ AWS: '999999999999' }, 'account 999999999999'],
    [{ AWS: ['arn:aws:iam::999999999999:user/x'] }, 'principal arn:aws:iam::999999999999:user/x'],
    [{ Service: 'lambda.amazonaws.com' }, 'service lambda.amazonaws.com'],
    [{ CanonicalUser: 'abc' }, 'canonical user abc'],
  ])('for %j is not expected', (named, who) => expect(foreign(named)).toContain(who));
  test('that names whom it is not about may be about anybody', () => {
    expect(foreign(undefined, { NotPrincipal: { AWS: '100000000006' } })).toContain('anybody');
  });
  test('for a service on behalf of its own account alone is', () => {
    const of = (account: string) =>
      foreign({ Service: 'lambda.amazonaws.com' }, { Condition: { StringEquals: { 'aws:SourceAccount': account } } });
    expect(of(ACCOUNT_IDS.tenant)).toEqual([]);
    expect(of('999999999999')).toEqual(['service lambda.amazonaws.com']);
  });
  test('is listed also where the organization keeps its stranger out, with what does', () => {
    const rcp: Statement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'secretsmanager:*',
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    };
    const organization = {
      id: 'o-1',
      members: new Set(Object.values(ACCOUNT_IDS)),
      scps: new Map(),
      rcps: new Map([[ACCOUNT_IDS.tenant, [{ name: 'guard', statements: [rcp] }]]]),
    };
    const found = unexpected(snapshot({ organization, stores: withPolicy([{ ...reading, Principal: { AWS: '999999999999' } }]) }));
    expect(found.map(({ stoppedBy }) => stoppedBy)).toEqual(['guard, statement 1']);
  });
  test('lets a principal of another account in only with a policy of its own', () => {
    const in2 = (statements: readonly Statement[]) =>
      whoReaches(
        snapshot({
          principals: [principal('stranger', 'devops', statements)],
          stores: withPolicy([{ ...reading, Principal: { AWS: ACCOUNT_IDS.devops } }]),
        }),
      );
    expect(in2([reading])).toContain('role stranger');
    expect(in2([])).not.toContain('role stranger');
  });
});

describe('a role that reaches something', () => {
  const trusting = (...trust: readonly Statement[]) => principal('tenantry-prod-pipeline', 'tenant', [reading], { trust });
  const becomes = (found: Snapshot): readonly string[] =>
    unexpected(found)
      .filter(({ by }) => by === 'assumption')
      .map(({ who, reaches }) => `${who} > ${reaches}`);
  const assume: Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  test.each<readonly [Statement['Principal'], string]>([
    [{ AWS: 'arn:aws:iam::999999999999:root' }, 'account 999999999999'],
    [{ Federated: 'arn:aws:iam::100000000006:saml-provider/x' }, 'federated arn:aws:iam::100000000006:saml-provider/x'],
    ['*', 'anybody'],
  ])('and trusts %j is not expected to', (named, who) => {
    const Action = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML'];
    expect(becomes(snapshot({ principals: [trusting({ Effect: 'Allow', Action, ...(named ? { Principal: named } : {}) })] }))).toContain(
      `${who} > role tenantry-prod-pipeline`,
    );
  });
  test('is reached by whoever may become one that may become it', () => {
    const chain = [
      trusting({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT_IDS.devops } }),
      principal('second', 'devops', [assume], {
        trust: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT_IDS.networking } }],
      }),
      principal('first', 'networking', [assume]),
      principal('nobody', 'networking', []),
    ];
    expect(becomes(snapshot({ principals: chain }))).toEqual(['role first > role second', 'role second > role tenantry-prod-pipeline']);
  });
});

describe('keys and people', () => {
  test('an access key reaches what its user reaches', () => {
    const user = principal('x', 'devops', [{ Effect: 'Allow', Action: 'codecommit:*', Resource: '*' }], { kind: 'user' });
    const found = unexpected(
      snapshot({ principals: [user], accessKeys: [{ id: 'AKIA1', of: user.arn, account: 'devops', active: true }] }),
    );
    expect(found).toContainEqual(expect.objectContaining({ who: 'access key AKIA1', how: ['write'] }));
  });
  test('a grant of a key for somebody else is not expected, for a service of AWS it is', () => {
    const grant = (id: string) =>
      unexpected(snapshot({ keyGrants: [{ store: 'key', account: 'tenant', to: { kind: 'principal', id }, operations: ['Decrypt'] }] }))
        .length;
    expect([grant('arn:aws:iam::999999999999:role/x'), grant('rds.eu-west-1.amazonaws.com')]).toEqual([1, 0]);
  });
  test('people whom the configuration does not name are not expected, and nobody knows without it', () => {
    const assigned = (more: Partial<Snapshot>, group = 'viewers') =>
      reportOf(
        snapshot({ assignments: [{ account: 'tenant', permissionSet: 'TenantViewer', kind: 'group', id: 'g', group }], ...more }),
      ).assignments.map(({ expected }) => expected);
    expect([assigned({}), assigned({}, 'others')]).toEqual([['yes'], ['no']]);
    const { configured: _, ...unknown } = snapshot();
    expect(
      reportOf({ ...unknown, assignments: [{ account: 'tenant', permissionSet: 'TenantViewer', kind: 'group', id: 'g' }] }).assignments.map(
        ({ expected }) => expected,
      ),
    ).toEqual(['unknown']);
  });
  test('a developer role is one in production only by hand', () => {
    expect(unexpected(snapshot()).length).toBe(0);
    const production = snapshot({ configured: { production: true, permissionSets: [], baseline: [] } });
    expect(unexpected(production).filter(({ who }) => who === 'role tenantry-prod-developer').length).toBeGreaterThan(0);
  });
});
