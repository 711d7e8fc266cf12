import {
  GetOriginAccessControlCommand,
  ListOriginAccessControlsCommand,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { tenant } from '../testing/tenant.ts';
import { originAccessControl } from './origin-access-control.ts';

stepContract({
  step: originAccessControl,
  tenant: async () => ({ scope: (await tenant()).scope, needs: {} }),
  list: async ({ cloudFront, tenantId }) => {
    const { OriginAccessControlList } = await cloudFront.send(new ListOriginAccessControlsCommand({}));
    const ours = OriginAccessControlList?.Items?.filter(({ Name }) => Name === tenantResourceName(tenantId, 'ui')) ?? [];
    return ours.map(({ Id = '' }) => Id);
  },
  drift: async ({ cloudFront }, _needs, { originAccessControlId: Id }) => {
    const { OriginAccessControl, ETag } = await cloudFront.send(new GetOriginAccessControlCommand({ Id }));
    const config = { ...OriginAccessControl!.OriginAccessControlConfig!, SigningBehavior: 'never' as const };
    await cloudFront.send(new UpdateOriginAccessControlCommand({ Id, IfMatch: ETag, OriginAccessControlConfig: config }));
  },
  isSound: async ({ cloudFront }, _needs, { originAccessControlId: Id }) => {
    const { OriginAccessControl } = await cloudFront.send(new GetOriginAccessControlCommand({ Id }));
    return OriginAccessControl?.OriginAccessControlConfig?.SigningBehavior === 'always';
  },
});
