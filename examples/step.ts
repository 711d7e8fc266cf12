import {
  DeleteParameterCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Clients } from '@tenantry/shared/aws/clients';
import { idOf } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';

/** What the steps are given besides their inputs. */
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  /** In the tenant's account. */
  readonly tenant: Clients;
}

export const parameterName = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'welcome');

/** A parameter of SSM in the tenant's account, with the tenant's domain. */
export const welcome = resource(
  'welcome',
  {
    find: async (scope: Scope) => {
      const { Parameter } = await scope.tenant(SSMClient).send(new GetParameterCommand({ Name: parameterName(scope) }));
      return Parameter ? [Parameter] : [];
    },
    isOurs: async (scope, { Name }) => {
      const command = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name });
      return hasTag(scope, (await scope.tenant(SSMClient).send(command)).TagList);
    },
    create: async (scope: Scope, { domain }: { domain: string }) => {
      const wanted = { Name: parameterName(scope), Type: 'String', Value: domain } as const;
      await scope.tenant(SSMClient).send(new PutParameterCommand({ ...wanted, Tags: tenantTags(scope.deployment, scope.tenantId) }));
      return wanted;
    },
    differs: (_scope, { domain }, { Value }) => (Value === domain ? [] : ['value']),
    repair: async ({ tenant }, { domain }, { Name }) => {
      await tenant(SSMClient).send(new PutParameterCommand({ Name, Value: domain, Overwrite: true }));
    },
    remove: ({ tenant }, { Name }) => tenant(SSMClient).send(new DeleteParameterCommand({ Name })),
    gone: ['ParameterNotFound', 'InvalidResourceId'],
    foreign: { code: 'ForeignParameter', advice: 'Rename or delete the parameter, then retry the stage.' },
    what: ({ Name }) => `parameter ${Name}`,
    out: (_scope, { Name }) => ({ parameterName: idOf(Name, 'the parameter') }),
  },
  { creates: [{ type: 'AWS::SSM::Parameter', id: 'parameterName' }] },
);
