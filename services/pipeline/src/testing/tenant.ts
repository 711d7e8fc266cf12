import { tenantPolicy } from '@tenantry/landing-zone/policies/pipeline';
import type { Clients } from '@tenantry/shared/aws/clients';
import { configOf } from '@tenantry/shared/deployment/config';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import type { Scope } from '../scope.ts';
import type { TestDatabase } from './database.ts';
import type { Devops } from './devops.ts';

export interface Tenant {
  readonly accountId: string;
  /** With the rights of the landing zone's roles. */
  readonly scope: Scope;
  /** The same with the rights of the accounts' roots, to look and to spoil. */
  readonly root: Scope;
}
export interface World {
  readonly devops?: Devops;
  readonly database?: TestDatabase;
}

const missing = (what: string) => (): never => {
  throw new Error(`this test has no ${what}`);
};
const unreachable: Scope['administrator'] = {
  database: { host: '', port: 0, name: '', adminSecretArn: '' },
  tls: false,
  session: missing('database'),
  transaction: missing('database'),
  snapshot: missing('database'),
};
const noDevops: Clients = missing('DevOps account');
const noExports: Scope['exports'] = { location: '', read: missing('export bucket'), write: missing('export bucket') };

/** A tenant in an account of its own, in which the steps have exactly the rights of pipeline's role there. */
export const tenant = async ({ devops, database }: World = {}): Promise<Tenant> => {
  const accountId = unusedAccountId();
  const common = {
    tenantId: ulid(),
    deployment: 'dev',
    generation: 1,
    config: devops?.config ?? configOf('dev'),
    delivery: devops?.zone ?? { artifactBucket: '', artifactKeyArn: '', repositories: {}, buildRoleArn: '', pipelineRoleArn: '' },
    administrator: database?.administrator ?? unreachable,
    visit: missing('domain'),
    exports: noExports,
    noted: undefined,
    now: () => Date.now() / 1000,
  };
  return {
    accountId,
    scope: { ...common, tenant: clientsOf(await roleWith(accountId, tenantPolicy)), devops: devops?.clients ?? noDevops },
    root: { ...common, tenant: clientsOf(rootOf(accountId)), devops: devops?.root ?? noDevops },
  };
};
