import { ListTagsForResourceCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { checkNeighbours } from '../../../landing-zone/src/neighbours.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { DEPLOYMENT_TAG, PRODUCTION_TAG } from '../../../shared/src/domain/names.ts';
import { attack } from '../attack.ts';
import { type Attempt, may } from '../evaluated.ts';

const { accounts } = configOf('dev');
const OTHERS = '888888888888';
const GROUP_SETS = ['arn:aws:sso:::instance/ssoins-1', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'];
const account = (id: string): string => `arn:aws:organizations::${accounts.owner}:account/o-1/${id}`;

/** Roles of the owner account that a developer may become: by the functions' roles, or directly. */
const reachable = everyRole('dev').filter((role) => role.account === 'owner');

/** What would take an account over, or out of its guards. */
const takesOver = (id: string, context: Attempt['context'] = {}): readonly Attempt[] => [
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`, context },
  { action: 'organizations:MoveAccount', resource: account(id), context },
  { action: 'organizations:CloseAccount', resource: account(id), context },
  { action: 'organizations:UntagResource', resource: account(id), context },
  { action: 'sso:CreateAccountAssignment', resource: `arn:aws:sso:::account/${id}`, context },
];
const got = (attempts: readonly Attempt[]): readonly string[] =>
  reachable.flatMap(({ name, policies }) =>
    attempts.filter((attempt) => may(policies, [accounts.owner, name], attempt)).map(({ action }) => `${name}: ${action}`),
  );

attack(
  'developer-in-shared-accounts',
  'a developer of a deployment becomes administrator of its shared accounts, or moves or closes one',
  () => {
    expect(reachable.map(({ name }) => name)).toEqual(expect.arrayContaining(['tenantry-dev-account', 'tenantry-dev-offboard']));
    for (const id of Object.values(accounts)) {
      // Also when somebody has tagged it as a tenant's, and moved it to the bootstrap unit.
      const asTenants = {
        'aws:ResourceTag/tenantry:stage': 'dev',
        'aws:ResourceTag/tenantry:tenant-id': '01TENANT000000000000000000',
        'aws:ResourceOrgPaths': ['o-1/r-1/ou-1/'],
      };
      expect([id, got([...takesOver(id), ...takesOver(id, asTenants)])]).toEqual([id, []]);
    }
  },
);

attack(
  'developer-in-another-deployment',
  'a developer of one deployment enters, moves or closes accounts of another, or of no deployment',
  () => {
    const ofProduction = {
      'aws:ResourceTag/tenantry:stage': 'prod',
      'aws:ResourceTag/tenantry:tenant-id': '01TENANT000000000000000000',
      'aws:ResourceOrgPaths': ['o-1/r-1/ou-2/'],
    };
    const ofNobody = { 'aws:ResourceOrgPaths': ['o-1/r-1/'] };
    const without = (attempts: readonly Attempt[]) => attempts.filter(({ action }) => action !== 'sso:CreateAccountAssignment');
    expect(got(without([...takesOver(OTHERS, ofProduction), ...takesOver(OTHERS, ofNobody)]))).toEqual([]);
    // Of the deployment's own tenants they may all be done, or a tenant could be neither made nor removed.
    const own = { ...ofProduction, 'aws:ResourceTag/tenantry:stage': 'dev', 'aws:ResourceOrgPaths': ['o-1/r-1/ou-1/'] };
    const done = got(takesOver(OTHERS, own)).map((line) => line.split(': ')[1]);
    expect(new Set(done)).toEqual(
      new Set(['sts:AssumeRole', 'organizations:MoveAccount', 'organizations:CloseAccount', 'sso:CreateAccountAssignment']),
    );
  },
);

attack(
  'developer-gives-other-permissions',
  'a developer lets a group into accounts with a permission set that the configuration does not assign',
  () => {
    // Which sets those are, CloudFormation knows when it has made them: the template names them and no others.
    const assigning = reachable.flatMap(({ name, policies }) =>
      policies.identity.flatMap(({ statements }) =>
        statements
          .filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes('sso:CreateAccountAssignment'))
          .map(
            ({ Resource }) => [name, [Resource].flat().filter((one) => String(one).startsWith('arn:aws:sso:::permissionSet/'))] as const,
          ),
      ),
    );
    expect(assigning).toEqual([['tenantry-dev-account', []]]);
    expect(GROUP_SETS).toHaveLength(2);
  },
);

attack(
  'developers-beside-production',
  'a deployment with developers is made in an organization that has production, to reach its accounts',
  async () => {
    const tagged = (production: boolean) => {
      const send = async (command: object) =>
        command instanceof ListTagsForResourceCommand
          ? {
              Tags: [
                { Key: DEPLOYMENT_TAG, Value: 'hospital' },
                { Key: PRODUCTION_TAG, Value: String(production) },
              ],
            }
          : { OrganizationalUnits: [{ Id: 'ou-1', Name: 'Tenants' }] };
      return Object.assign(new OrganizationsClient({ region: 'us-east-1' }), { send });
    };
    const { production, organization } = configOf('dev');
    const others = { ...organization, tenantsOu: 'Tenants of dev' };
    await expect(checkNeighbours(tagged(true), 'r-1', 'dev', { production, organization: others })).rejects.toThrow(
      'developers of dev could reach accounts of hospital',
    );
    await expect(checkNeighbours(tagged(!production), 'r-1', 'dev', { production, organization: others })).rejects.toThrow('hospital');
    await checkNeighbours(tagged(production), 'r-1', 'dev', { production, organization: others });
  },
);
