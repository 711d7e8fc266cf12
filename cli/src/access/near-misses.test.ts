import { expect, test } from '@jest/globals';
import { ACCOUNT_IDS, deployed, principal, snapshot, stores } from '../testing/access-samples.ts';
import type { Line } from './line.ts';
import type { Statement } from './policy/document.ts';
import { reportOf } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import { type Store, store } from './store.ts';

/** What looks like something that is expected, or that is denied, and is not. */
const unexpected = (found: Snapshot): readonly Line[] => reportOf(found).lines.filter(({ expected }) => expected === 'no');
const secret = stores.find(({ kind }) => kind === 'secret') as Store;
const reading: Statement = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
const whoReaches = (found: Snapshot, reaches = secret.name): readonly string[] =>
  unexpected(found)
    .filter((line) => line.reaches === reaches)
    .map(({ who }) => who);

test('a statement of the product for one bucket is not expected at another, and a rule is of the account itself', () => {
  const releases: Statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::tenantry-prod-artifacts-${ACCOUNT_IDS.devops}/releases/api/*`,
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-1' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tenantry-prod-service' },
    },
  };
  const queue = (account: string): Statement => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT_IDS.superAdmin}:tenantry-prod-network`,
    Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${account}:rule/x` } },
  });
  const of = (kind: 'bucket' | 'queue', account: 'devops' | 'superAdmin', name: string, statement: Statement) => {
    const place = { account, accountId: ACCOUNT_IDS[account] };
    const arn = kind === 'bucket' ? `arn:aws:s3:::${name}` : `arn:aws:sqs:eu-west-1:${place.accountId}:${name}`;
    const made = store(kind, arn, place, name, { name: 'policy', statements: [statement] });
    return whoReaches(snapshot({ principals: [], stores: [made] }), made.name);
  };
  const bucket = `tenantry-prod-artifacts-${ACCOUNT_IDS.devops}`;
  expect(of('bucket', 'devops', bucket, releases)).toEqual([]);
  const everything = { ...releases, Resource: `arn:aws:s3:::${bucket}/*` };
  expect(of('bucket', 'devops', bucket, everything)).toEqual(['anybody']);
  const records = 'tenantry-prod-records';
  expect(of('bucket', 'devops', records, { ...releases, Resource: `arn:aws:s3:::${records}/*` })).toEqual(['anybody']);
  expect(of('queue', 'superAdmin', 'tenantry-prod-network', queue(ACCOUNT_IDS.superAdmin))).toEqual([]);
  expect(of('queue', 'superAdmin', 'tenantry-prod-network', queue('999999999999'))).toEqual(['service events.amazonaws.com']);
});

test('a resource policy that denies services, or sessions of others, takes nothing away from a role', () => {
  const deny = (Principal: Statement['Principal']) =>
    whoReaches(
      snapshot({
        principals: [principal('stranger', 'tenant', [reading])],
        stores: [
          {
            ...secret,
            policy: { name: 'resource policy', statements: [{ ...reading, Effect: 'Deny', ...(Principal ? { Principal } : {}) }] },
          },
        ],
      }),
    );
  expect(deny({ AWS: '*' })).toEqual([]);
  expect(deny({ Service: '*' })).toEqual(['role stranger']);
});

const trusting = (...trust: readonly Statement[]) => principal('tenantry-prod-pipeline', 'tenant', [reading], { trust });
const assume: Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const becomes = (found: Snapshot): readonly string[] =>
  unexpected(found)
    .filter(({ by }) => by === 'assumption')
    .map(({ who, reaches }) => `${who} > ${reaches}`);

test('a role that denies one session of a role lets its others in', () => {
  const trust = (denied: string) =>
    trusting(
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT_IDS.devops } },
      { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: denied } },
    );
  const found = (denied: string) => becomes(snapshot({ principals: [trust(denied), principal('first', 'devops', [assume])] }));
  expect(found(`arn:aws:sts::${ACCOUNT_IDS.devops}:assumed-role/first/alice`)).toEqual(['role first > role tenantry-prod-pipeline']);
  expect(found(`arn:aws:iam::${ACCOUNT_IDS.devops}:role/first`)).toEqual([]);
});

test('a grant of a key for a role that is called like a service is not expected', () => {
  const to = { kind: 'principal' as const, id: 'arn:aws:iam::999999999999:role/rds.amazonaws.com' };
  const found = unexpected(snapshot({ keyGrants: [{ store: 'key', account: 'tenant', to, operations: ['Decrypt'] }] }));
  expect(found.map(({ who }) => who)).toEqual([`principal ${to.id}`]);
});

const conditional = deployed.filter(({ trust }) =>
  trust.some(({ Condition }) => Condition && 'sts:ExternalId' in (Condition.StringEquals ?? {})),
);
test('there are roles of the product that ask for whom they are assumed', () => expect(conditional.length).toBeGreaterThan(3));
test.each(conditional)('the role $name is not expected without the external id in its trust', (role) => {
  const bare = { ...role, trust: role.trust.map(({ Condition, ...rest }) => ({ ...rest, Condition: { ...Condition, StringEquals: {} } })) };
  const isOfRole = ({ by, reaches, account }: Line): boolean =>
    by === 'assumption' && account === role.account && reaches === `role ${role.name}`;
  const found = unexpected(snapshot({ principals: deployed.map((one) => (one === role ? bare : one)) })).some(isOfRole);
  // One that reaches nothing is in no line.
  expect(found).toBe(reportOf(snapshot()).lines.some(isOfRole));
});

test('a role of the product whose policy lost its conditions is not expected where it had one', () => {
  const before = reportOf(snapshot()).lines.filter(({ by, conditions }) => by === 'policy' && conditions.length > 0);
  const bare = deployed.map((role) => {
    const identity = role.policies.identity.map(({ name, statements }) => ({
      name,
      statements: statements.map(({ Condition, ...rest }) => (rest.Effect === 'Deny' && Condition ? { ...rest, Condition } : rest)),
    }));
    return { ...role, policies: { ...role.policies, identity } };
  });
  const found = unexpected(snapshot({ principals: bare }));
  const isSaid = (line: Line): boolean => found.some(({ principal: arn, reaches }) => arn === line.principal && reaches === line.reaches);
  expect(before.length).toBeGreaterThan(3);
  expect(before.filter((line) => !isSaid(line)).map(({ who, reaches, conditions }) => [who, reaches, conditions])).toEqual([]);
});
