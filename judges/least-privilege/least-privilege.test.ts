import { describe, expect, test } from '@jest/globals';
import { unasked } from '../exceptions.ts';
import { decide, grantsOf, needing } from './audit.ts';
import { handlerActions } from './handlers.ts';
import { described, keptRequests } from './kept.ts';
import { everyRole, type Role } from './roles.ts';

const roles = everyRole('dev');
const kept = keptRequests();
const roleOf = (key: string) => roles.find((role) => role.key === key);

const isExcused = (role: string, action: string): boolean =>
  unasked.some(({ roles: pattern, actions }) => pattern.test(role) && actions.includes(action));

const refusedBy = (among: readonly Role[]): readonly string[] =>
  kept.flatMap((request) => {
    const role = among.find(({ key }) => key === request.role);
    if (!role) return [`${described(request)}: no template makes that role`];
    const decision = decide(role, role.policies, request);
    return decision.allowed ? [] : [`${described(request)}: ${decision.reason}, ${decision.where}`];
  });

const unnoticedIn = (role: Role): readonly string[] => {
  const handlers = handlerActions(role);
  return grantsOf(role)
    .filter((grant) => needing(grant, kept).length === 0)
    .filter(({ action }) => !handlers.has(action.toLowerCase()) && !isExcused(role.key, action))
    .map(({ statement, action }) => `statement ${statement}: ${action} could be cut, and no run would notice`);
};

describe('two-sided least privilege', () => {
  test('every request to IAM that a run of the product made is allowed by the policies as the code makes them', () => {
    expect(refusedBy(roles)).toEqual([]);
  });

  test.each(roles.map((role) => [role.key, role] as const))(
    '%s: each action is needed by a request or a handler, or has its reason',
    (_key, role) => {
      expect(unnoticedIn(role)).toEqual([]);
    },
  );

  test('what is excused is granted, and somewhere needed by no request: an excuse that nobody uses would hide a real one', () => {
    const idle = unasked.flatMap(({ roles: pattern, actions }) =>
      actions
        .filter((action) => {
          const grants = roles
            .filter(({ key }) => pattern.test(key))
            .flatMap((role) => grantsOf(role).filter((grant) => grant.action === action));
          return grants.every((grant) => needing(grant, kept).length > 0);
        })
        .map((action) => `${pattern}: ${action}`),
    );
    expect(idle).toEqual([]);
  });
});

describe('taking a permission away', () => {
  test('fails with the role, the call and the step that need it', () => {
    const edge = roleOf('tenant/tenantry-dev-edge')!;
    const grant = grantsOf(edge).find(({ action }) => action === 'cloudfront:CreateFunction')!;
    const [request] = needing(grant, kept);
    expect(described(request!)).toContain(
      'tenant/tenantry-dev-edge asks cloudfront:CreateFunction on * (cloudfront CreateFunction, step edge.viewerRequestFunction',
    );
  });

  test.each([
    ['superAdmin/tenantry-dev-admin-function', 'events:StartReplay'],
    ['tenant/tenantry-dev-network', 'ec2:CreateTags'],
    ['devops/tenantry-dev-pipeline', 'iam:PassRole'],
    ['tenant/tenantry-dev-edge', 's3:TagResource'],
  ])('%s without %s is noticed', (key, action) => {
    const grants = grantsOf(roleOf(key)!).filter((grant) => grant.action === action);
    expect(grants).not.toEqual([]);
    for (const grant of grants) expect(needing(grant, kept)).not.toEqual([]);
  });

  test('an action that nothing asks for is found in whichever statement it is', () => {
    const edge = roleOf('tenant/tenantry-dev-edge')!;
    const more: Role = {
      ...edge,
      policies: {
        ...edge.policies,
        identity: [{ name: 'policy', statements: [{ Effect: 'Allow', Action: ['s3:PutBucketWebsite'], Resource: '*' }] }],
      },
    };
    expect(unnoticedIn(more)).toEqual(['statement 0: s3:PutBucketWebsite could be cut, and no run would notice']);
  });

  test('a guard of the organization that forbids what a run needs is found', () => {
    const deny = { name: 'guard', statements: [{ Effect: 'Deny' as const, Action: 's3:CreateBucket', Resource: '*' }] };
    const guarded = roles.map((role): Role => ({ ...role, policies: { ...role.policies, scps: [...(role.policies.scps ?? []), [deny]] } }));
    expect(refusedBy(guarded).join()).toContain('asks s3:CreateBucket');
  });
});
