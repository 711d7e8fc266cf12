import { DescribeParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { parameterName, type Scope, welcome } from './step.ts';
import { storedValue, tenant } from './testing/tenant.ts';

const put = (scope: Scope, Value: string) =>
  scope.tenant(SSMClient).send(new PutParameterCommand({ Name: parameterName(scope), Type: 'String', Value, Overwrite: true }));

contractCatches(
  stepContract({
    step: welcome,
    tenant,
    list: async ({ tenant }) => {
      const { Parameters = [] } = await tenant(SSMClient).send(new DescribeParametersCommand({}));
      return Parameters.map(({ Name = '' }) => Name);
    },
    foreign: async (root) => {
      await put(root, 'theirs');
      return { id: parameterName(root), isUntouched: async () => (await storedValue(root)) === 'theirs' };
    },
    drift: async (root) => {
      await put(root, 'spoiled');
    },
    isSound: async (root, { domain }) => (await storedValue(root)) === domain,
  }),
  { 'takes what was saved for a proof': 'a parameter is found by its name: nothing that was saved is read' },
);
