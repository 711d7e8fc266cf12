import {
  CodePipelineClient,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineStateCommand,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { hasOurPipeline } from '../delivery.ts';
import type { Scope } from '../scope.ts';
import { stopDelivery } from '../stop-delivery.ts';

/** By it a transition that we have disabled is known from one that a person has. No special characters (API reference, DisableStageTransition). */
const REASON = 'The tenant is isolated by Tenantry';

const client = ({ devops }: Scope): CodePipelineClient => devops(CodePipelineClient);
const pipelineName = ({ tenantId }: Scope): string => tenantResourceName(tenantId);

/** The pipeline's stages that have a transition into them: all but the first. None where there is no pipeline of ours. */
const stagesOf = async (scope: Scope): Promise<readonly StageState[]> => {
  if (!(await hasOurPipeline(scope))) return [];
  const state = await client(scope).send(new GetPipelineStateCommand({ name: pipelineName(scope) }));
  return (state.stageStates ?? []).slice(1);
};
const isOpen = ({ inboundTransitionState: inbound }: StageState): boolean => inbound?.enabled !== false;

/** Nothing is delivered to an isolated tenant: no execution goes from stage to stage, and what runs is stopped. */
export const isolatedDelivery = isolating(
  'isolatedDelivery',
  {
    shut: async (scope: Scope) => {
      for (const { stageName } of (await stagesOf(scope)).filter(isOpen)) {
        const transition = { pipelineName: pipelineName(scope), stageName, transitionType: 'Inbound' as const, reason: REASON };
        await client(scope).send(new DisableStageTransitionCommand(transition));
      }
      const running = await stopDelivery(scope, 'The tenant is isolated');
      if (running.length > 0) throw new Wait(2, `${running.join(', ')} to stop`);
      if ((await stagesOf(scope)).some(isOpen)) throw new Wait(1, "the transitions of the tenant's pipeline to be disabled");
    },
    open: async (scope) => {
      const shut = (await stagesOf(scope)).filter(({ inboundTransitionState: inbound }) => inbound?.disabledReason === REASON);
      for (const { stageName } of shut) {
        const transition = { pipelineName: pipelineName(scope), stageName, transitionType: 'Inbound' as const };
        await client(scope).send(new EnableStageTransitionCommand(transition));
      }
    },
  },
  { maxSeconds: 15 },
);
