import {
  type CloudFrontClient,
  CreateDistributionWithTagsCommand,
  type DistributionConfig,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { agrees } from '@tenantry/shared/aws/agrees';
import { removeDistribution } from '@tenantry/shared/aws/remove-distribution';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { taken } from '../cloudfront-refusal.ts';
import { type DistributionInput, distributionConfig } from '../distribution-config.ts';
import type { Scope } from '../scope.ts';

export interface Distribution {
  readonly distributionId: string;
  readonly distributionDomainName: string;
}
type Needs = Omit<DistributionInput, 'tenantId' | 'bucketHost'> & { readonly bucketName: string };

/** By tag: an account has hardly more than this one. */
const find = async (cloudFront: CloudFrontClient, tenantId: string): Promise<Distribution | undefined> => {
  let Marker: string | undefined;
  do {
    const { DistributionList: page } = await cloudFront.send(new ListDistributionsCommand({ Marker }));
    for (const { Id = '', ARN, DomainName = '' } of page?.Items ?? []) {
      const { Tags } = await cloudFront.send(new ListTagsForResourceCommand({ Resource: ARN }));
      const isOurs = Tags?.Items?.some((tag) => tag.Key === TENANT_TAG && tag.Value === tenantId);
      if (isOurs) return { distributionId: Id, distributionDomainName: DomainName };
    }
    Marker = page?.IsTruncated ? page.NextMarker : undefined;
  } while (Marker);
  return undefined;
};

/** @returns false when it is gone */
const repair = async (cloudFront: CloudFrontClient, Id: string, wanted: DistributionConfig): Promise<boolean> => {
  try {
    const { DistributionConfig: actual, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
    const kept = { ...wanted, CallerReference: actual?.CallerReference }; // can never be changed
    if (!agrees(actual, kept)) {
      // What AWS added since stays: an update without a member of the current configuration is refused (UpdateDistribution API reference).
      const update = new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...actual, ...kept } });
      await taken(cloudFront.send(update), wanted.Aliases?.Items?.join());
    }
    return true;
  } catch (error) {
    if (isCode(error, 'NoSuchDistribution')) return false;
    throw error;
  }
};

const create = async (
  cloudFront: CloudFrontClient,
  wanted: DistributionConfig,
  deployment: string,
  tenantId: string,
): Promise<Distribution> => {
  const DistributionConfigWithTags = { DistributionConfig: wanted, Tags: { Items: tenantTags(deployment, tenantId) } };
  const { Distribution } = await taken(
    cloudFront.send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags })),
    wanted.Aliases?.Items?.join(),
  );
  return { distributionId: Distribution?.Id ?? '', distributionDomainName: Distribution?.DomainName ?? '' };
};

export const distribution = step(
  'distribution',
  {
    ensure: async (
      { cloudFront, s3, tenantId, deployment }: Scope,
      { bucketName, ...needs }: Needs,
      saved: Partial<Distribution>,
    ): Promise<Distribution> => {
      const bucketHost = `${bucketName}.s3.${await s3.config.region()}.amazonaws.com`;
      const wanted = distributionConfig({ ...needs, tenantId, bucketHost });
      const { distributionId, distributionDomainName } = saved;
      if (distributionId && distributionDomainName && (await repair(cloudFront, distributionId, wanted))) {
        return { distributionId, distributionDomainName };
      }
      const found = await find(cloudFront, tenantId);
      if (found && (await repair(cloudFront, found.distributionId, wanted))) return found;
      // A reference is used up for ever (DistributionAlreadyExists): what replaces a deleted distribution has another one.
      const replacing = distributionId ? { CallerReference: `${tenantId}-${distributionId}` } : {};
      return create(cloudFront, { ...wanted, ...replacing }, deployment, tenantId);
    },
    remove: async ({ cloudFront, tenantId }: Scope) => {
      const found = await find(cloudFront, tenantId);
      if (found) await removeDistribution(cloudFront, found.distributionId);
    },
  },
  {
    creates: [{ type: 'AWS::CloudFront::Distribution', id: 'distributionId' }],
  },
);
