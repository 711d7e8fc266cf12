import { expect, test } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import fc from 'fast-check';
import { decide } from '../cli/src/access/policy/condition.ts';
import type { Statement } from '../cli/src/access/policy/document.ts';
import { grantOf } from '../cli/src/access/policy/reach.ts';
import { factsOf } from '../cli/src/access/principal.ts';
import { declaredNow, sourceOf } from '../scripts/declared/declared.ts';
import { read } from './repository.ts';

const ARN = 'arn:aws:iam::100000000006:role/somebody';
const known = { arn: ARN, accountId: '100000000006' };
const actions = fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', '*', 'S3:getobject', 'kms:Decrypt', 's3:?etObject');
const resources = fc.constantFrom(
  '*',
  'arn:aws:s3:::one/*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:::two',
  'arn:*:s3:::one/x',
  `arn:aws:s3:::\${aws:PrincipalAccount}/x`,
);
const conditions = fc.constantFrom<Statement['Condition']>(
  undefined,
  { StringEquals: { 'aws:PrincipalAccount': '100000000006' } },
  { StringNotEquals: { 'aws:PrincipalAccount': '100000000006' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/some*' } },
  { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/other', 'arn:aws:iam::*:role/some*'] } },
  { StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringNotLike: { 'aws:RequestedRegion': 'eu-*' } },
  { Null: { 'aws:RequestedRegion': 'true' } },
  { Null: { 'aws:PrincipalArn': 'false' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'x' } },
  { StringLike: { 'aws:PrincipalArn': '*somebody', 'aws:RequestedRegion': 'us-*' } },
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
);
const statements: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: actions,
    not: fc.constantFrom(0, 0, 0, 1, 2),
    resource: resources,
    condition: conditions,
  })
  .map(({ effect, action, not, resource, condition }) => ({
    Effect: effect as 'Allow',
    ...(not === 1 ? { NotAction: action } : { Action: action }),
    ...(not === 2 ? { NotResource: resource } : { Resource: resource }),
    ...(condition ? { Condition: condition } : {}),
  }));
const policies = fc.array(statements, { minLength: 1, maxLength: 4 }).map((all) => ({ name: 'policy', statements: all }));
const contexts = fc
  .record({
    region: fc.option(fc.constantFrom('eu-west-1', 'us-east-1')),
    tls: fc.option(fc.constantFrom('true', 'false')),
    via: fc.option(fc.constant('x')),
  })
  .map(({ region, tls, via }) => ({
    'aws:PrincipalArn': ARN,
    'aws:PrincipalAccount': '100000000006',
    ...(region === null ? {} : { 'aws:RequestedRegion': region }),
    ...(tls === null ? {} : { 'aws:SecureTransport': tls }),
    ...(via === null ? {} : { 'aws:CalledVia': [via] }),
    'aws:SourceIp': '10.1.2.3',
  }));
const requests = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'kms:Decrypt'),
  resource: fc.constantFrom('arn:aws:s3:::one/x', 'arn:aws:s3:::two', 'arn:aws:s3:::100000000006/x'),
});

test('whoever may do something by its policies, boundary and the organization is listed for it, whatever the request says', () => {
  let allowed = 0;
  fc.assert(
    fc.property(
      policies,
      fc.option(policies, { nil: undefined }),
      fc.array(policies, { maxLength: 2 }),
      requests,
      contexts,
      (identity, boundary, scps, request, context) => {
        const all = { identity: [identity], ...(boundary ? { boundary } : {}), scps: scps.map((one) => [one]) };
        if (!evaluate(all as never, { ...request, context }).allowed) return;
        allowed += 1;
        expect(grantOf(all, request, factsOf(known))).toBeDefined();
      },
    ),
    { numRuns: 20_000 },
  );
  expect(allowed).toBeGreaterThan(500);
});

test('a condition is decided only where nothing of the request is asked', () => {
  fc.assert(
    fc.property(conditions, contexts, (Condition, context) => {
      const statement = { Effect: 'Allow' as const, Action: '*', Resource: '*', ...(Condition ? { Condition } : {}) };
      const { allowed } = evaluate({ identity: [{ name: 'p', statements: [statement] }] } as never, {
        action: 's3:GetObject',
        resource: '*',
        context,
      });
      const { holds } = decide(Condition, factsOf(known));
      if (holds !== 'maybe') expect(allowed).toBe(holds === 'yes');
    }),
  );
});

test('what the product declares is what the templates say', async () => {
  expect(read('saga/src/generated/declared.ts')).toBe(sourceOf(await declaredNow()));
});
