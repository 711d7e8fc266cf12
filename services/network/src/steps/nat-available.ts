import type { NatGateway } from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { createNatGateway, isAlive, type NatGatewayPlace, natGatewaysOf, newestOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';

/** A failure of AWS's own: "Please try again" (EC2 API reference, NatGateway, failureCode). */
const OF_AWS = 'InternalError';
/** Gateways that AWS fails so before a person is asked; it shows them for about an hour. */
const MAX_FAILED = 3;

/**
 * Waits for the NAT gateway that `natGateway` creates and removes, and replaces one that AWS failed to create. Its answer overrides that of
 * `natGateway`: the one that works.
 */
export const natAvailable = step(
  'natAvailable',
  {
    ensure: async (scope: Scope, { natGatewayId, ...place }: NatGatewayPlace & { readonly natGatewayId: string }) => {
      const known = await natGatewaysOf(scope);
      const alive = known.find(isAlive);
      if (alive?.State === 'available') return { natGatewayId: idOf(alive.NatGatewayId, 'the NAT gateway') };
      // What EC2 does not show yet may be the one to wait for.
      const isShown = known.some((one) => one.NatGatewayId === natGatewayId);
      const newest = newestOf(known);
      if (alive || !isShown || newest?.State !== 'failed') {
        throw new Wait(5, `NAT gateway ${alive?.NatGatewayId ?? natGatewayId} to become available`);
      }
      const failedId = idOf(newest.NatGatewayId, 'the NAT gateway');
      if (known.filter(isFailedByAws).length >= MAX_FAILED || !isFailedByAws(newest)) {
        throw new StalledError(`NAT gateway ${failedId} failed: ${newest.FailureMessage ?? 'no reason given'}`, {
          code: newest.FailureCode ?? 'NatGatewayFailed',
          advice:
            'Remove the cause that the message names, then retry the stage: it creates another NAT gateway (docs/runbook.md#a-nat-gateway-fails).',
        });
      }
      // Another token than `natGateway` would use: its next one must find none of these.
      const replacement = await createNatGateway(scope, place, `${scope.tenantId}-again-${failedId}`);
      throw new Wait(5, `NAT gateway ${replacement?.NatGatewayId} to become available: AWS failed to create ${failedId} (${OF_AWS})`);
    },
    remove: async (_scope: Scope) => {},
  },
  {
    usually: {
      for: 'the NAT gateway to become available',
      seconds: 90,
      source: 'https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/999 (over 1 min, up to 5)',
    },
  },
);

const isFailedByAws = ({ State, FailureCode }: NatGateway): boolean => State === 'failed' && FailureCode === OF_AWS;
