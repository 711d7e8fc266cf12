import {
  GetOriginAccessControlCommand,
  ListOriginAccessControlsCommand,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { cloudFrontOf } from '../cloudfront.ts';
import { tenant } from '../testing/tenant.ts';
import { originAccessControl } from './origin-access-control.ts';

stepContract({
  step: originAccessControl,
  tenant,
  list: async (root) => {
    const { OriginAccessControlList } = await cloudFrontOf(root).send(new ListOriginAccessControlsCommand({}));
    const ours = OriginAccessControlList?.Items?.filter(({ Name }) => Name === tenantResourceName(root.tenantId, 'ui')) ?? [];
    return ours.map(({ Id = '' }) => Id);
  },
  drift: async (root, _needs, { originAccessControlId: Id }) => {
    const { OriginAccessControl, ETag } = await cloudFrontOf(root).send(new GetOriginAccessControlCommand({ Id }));
    const config = { ...OriginAccessControl!.OriginAccessControlConfig!, SigningBehavior: 'never' as const };
    await cloudFrontOf(root).send(new UpdateOriginAccessControlCommand({ Id, IfMatch: ETag, OriginAccessControlConfig: config }));
  },
  isSound: async (root, _needs, { originAccessControlId: Id }) => {
    const { OriginAccessControl } = await cloudFrontOf(root).send(new GetOriginAccessControlCommand({ Id }));
    return OriginAccessControl?.OriginAccessControlConfig?.SigningBehavior === 'always';
  },
});
