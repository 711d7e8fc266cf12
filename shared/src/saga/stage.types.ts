import { AccountReady } from '@tenantry/events-schema/account';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { StageFailed } from '@tenantry/events-schema/stages';
import type { Outcome } from './ports.ts';
import type { Action } from './record.ts';
import { stage, step } from './stage.ts';

/**
 * What must not compile. The compiler fails on an expectation that nothing meets, so this file is a test of the stage's types;
 * `tests/typescript.test.ts` proves that each line is really checked and reads what the compiler says.
 */
interface Scope {
  readonly tenantId: string;
}
const remove = async (_: Scope): Promise<void> => {};
const range = step('range', { ensure: async (_: Scope, __: { slug: string }) => ({ cidr: '10.64.0.0/20' }), remove });
const vpc = step('vpc', { ensure: async (_: Scope, { cidr }: { cidr: string }) => ({ vpcId: cidr }), remove });
const subnets = step('subnets', { ensure: async (_: Scope, { vpcId }: { vpcId: string }) => ({ privateSubnetIds: [vpcId] }), remove });

const network = () => stage<Scope>('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved });

/** The right order compiles. */
export const sound = network().on(AccountReady).step(range).step(vpc).step(subnets);

// @ts-expect-error wrong order: subnets need the VPC | vpcId
export const wrongOrder = network().on(AccountReady).step(range).step(subnets).step(vpc);

// @ts-expect-error an event that the stage does not hear | slug
export const eventNotHeard = network().step(range);

// @ts-expect-error publishes fields that no step has answered | vpcId
export const publishesWhatItLacks = network().on(AccountReady).step(range).publishes(NetworkPeered);

const counting = step('counting', { ensure: async (_: Scope, { cidr }: { cidr: number }) => ({ size: cidr }), remove });
// @ts-expect-error an input of the right name and the wrong type | counting
export const wrongType = network().on(AccountReady).step(range).step(counting);

interface LargerScope extends Scope {
  readonly zone: string;
}
const zoned = step('zoned', { ensure: async ({ zone }: LargerScope) => ({ zone }), remove });
// @ts-expect-error a step that wants more than the stage's scope has: it would under method bivariance | zone
export const scopeTooSmall = network().on(AccountReady).step(zoned);

// @ts-expect-error what was saved may be missing | optional
export const trustsSaved = step('x', { ensure: async (_: Scope, __: object, saved: { id: string }) => ({ id: saved.id }), remove });

// @ts-expect-error a detail without its fields | tenantId
export const incomplete: ReturnType<typeof AccountReady.detail.parse> = { slug: 'st-mary' };

// @ts-expect-error an event is not a step | maxSeconds
export const notAStep = network().step(StageFailed);

/** Every action is handled: `never` is what is left. */
export const handled = (action: Action): string => {
  if (action.do === 'publish') return action.event;
  if (action.do === 'ensure' || action.do === 'remove') return action.step;
  // @ts-expect-error two actions are left | finish
  const left: never = action;
  return left;
};

// @ts-expect-error an outcome without its case | undefined
export const unhandled = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'done':
      return 'done';
    case 'again':
      return outcome.reason;
  }
};
