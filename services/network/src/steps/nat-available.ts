import { StalledError, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { natGatewayWith } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';

/** Waits for the NAT gateway that `natGateway` creates and removes. */
export const natAvailable = step('natAvailable', {
  ensure: async (scope: Scope, { natGatewayId }: { natGatewayId: string }) => {
    const found = await natGatewayWith(scope, natGatewayId);
    if (found?.State === 'available') return {};
    if (found?.State === 'failed') {
      throw new StalledError(`NAT gateway ${natGatewayId} failed: ${found.FailureMessage ?? 'no reason given'}`, {
        code: found.FailureCode ?? 'NatGatewayFailed',
        advice: 'Remove the cause that the message names, then retry the stage: it creates another NAT gateway.',
      });
    }
    throw new Wait(5, `NAT gateway ${natGatewayId} to become available`);
  },
  remove: async (_scope: Scope) => {},
});
