import {
  type CloudFrontClient,
  CreateOriginAccessControlCommand,
  DeleteOriginAccessControlCommand,
  GetOriginAccessControlCommand,
  ListOriginAccessControlsCommand,
  type OriginAccessControlConfig,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { agrees } from '@tenantry/shared/aws/agrees';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { taken } from '../cloudfront-refusal.ts';
import type { Scope } from '../scope.ts';

const settings = (tenantId: string): OriginAccessControlConfig => ({
  Name: tenantResourceName(tenantId, 'ui'),
  Description: 'Lets the distribution read the bucket of the console',
  OriginAccessControlOriginType: 's3',
  SigningBehavior: 'always',
  SigningProtocol: 'sigv4',
});

/** By name, which is unique within an account: CloudFront has no tags here. */
const find = async (cloudFront: CloudFrontClient, tenantId: string): Promise<string | undefined> => {
  const { Name } = settings(tenantId);
  let Marker: string | undefined;
  do {
    const { OriginAccessControlList: page } = await cloudFront.send(new ListOriginAccessControlsCommand({ Marker }));
    const found = page?.Items?.find((candidate) => candidate.Name === Name);
    if (found) return found.Id;
    Marker = page?.IsTruncated ? page.NextMarker : undefined;
  } while (Marker);
  return undefined;
};

const repair = async (cloudFront: CloudFrontClient, tenantId: string, Id: string): Promise<void> => {
  const { OriginAccessControl, ETag } = await cloudFront.send(new GetOriginAccessControlCommand({ Id }));
  const wanted = settings(tenantId);
  if (agrees(OriginAccessControl?.OriginAccessControlConfig, wanted)) return;
  await cloudFront.send(new UpdateOriginAccessControlCommand({ Id, IfMatch: ETag, OriginAccessControlConfig: wanted }));
};

export const originAccessControl = step(
  'originAccessControl',
  {
    ensure: async ({ cloudFront, tenantId }: Scope, _needs: object, saved: { readonly originAccessControlId?: string }) => {
      if (saved.originAccessControlId) {
        try {
          await repair(cloudFront, tenantId, saved.originAccessControlId);
          return { originAccessControlId: saved.originAccessControlId };
        } catch (error) {
          if (!isCode(error, 'NoSuchOriginAccessControl')) throw error;
        }
      }
      const found = await find(cloudFront, tenantId);
      if (found) {
        await repair(cloudFront, tenantId, found);
        return { originAccessControlId: found };
      }
      const { OriginAccessControl } = await taken(
        cloudFront.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig: settings(tenantId) })),
      );
      return { originAccessControlId: OriginAccessControl?.Id ?? '' };
    },
    remove: async ({ cloudFront, tenantId }: Scope) => {
      const Id = await find(cloudFront, tenantId);
      if (!Id) return;
      try {
        const { ETag } = await cloudFront.send(new GetOriginAccessControlCommand({ Id }));
        await cloudFront.send(new DeleteOriginAccessControlCommand({ Id, IfMatch: ETag }));
      } catch (error) {
        if (isCode(error, 'OriginAccessControlInUse')) throw new Wait(15, `CloudFront to let go of the origin access control ${Id}`);
        if (!isCode(error, 'NoSuchOriginAccessControl')) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::CloudFront::OriginAccessControl' }],
  },
);
