import {
  CreateDistributionWithTagsCommand,
  type DistributionConfig,
  GetDistributionCommand,
  type GetDistributionResult,
  paginateListDistributions,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { differing } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { newOriginSecret, staysValid } from '@tenantry/shared/aws/origin-secret';
import { collect } from '@tenantry/shared/aws/pages';
import { removeDistribution } from '@tenantry/shared/aws/remove-distribution';
import { tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { admit } from '../api-door.ts';
import { cloudFrontOf, isTagged, NO_RESOURCE } from '../cloudfront.ts';
import { taken } from '../cloudfront-refusal.ts';
import { type DistributionInput, distributionConfig, originSecretIn } from '../distribution-config.ts';
import type { Scope } from '../scope.ts';

type Needs = Omit<DistributionInput, 'tenantId' | 'bucketHost' | 'originSecret'> & { readonly bucketName: string; readonly apiId: string };
type Found = Pick<GetDistributionResult, 'Distribution' | 'ETag'>;

const wantedConfig = async (
  { tenant, tenantId }: Scope,
  { bucketName, apiId: _api, ...needs }: Needs,
  originSecret: string,
): Promise<DistributionConfig> => {
  const bucketHost = `${bucketName}.s3.${await tenant(S3Client).config.region()}.amazonaws.com`;
  return distributionConfig({ ...needs, tenantId, bucketHost, originSecret });
};
/** The same as far as it can be changed. */
const keptConfig = async (scope: Scope, needs: Needs, originSecret: string): Promise<Omit<DistributionConfig, 'CallerReference'>> => {
  const { CallerReference: _fixed, ...kept } = await wantedConfig(scope, needs, originSecret);
  return kept;
};
/** What it sends to its API from now on: what it sends, or another value where that is none of ours, or old. */
const secretOf = ({ now }: Scope, { Distribution }: Found): string => {
  const sent = originSecretIn(Distribution?.DistributionConfig);
  return staysValid(sent, now()) ? sent : newOriginSecret(now());
};

/** All of the account: it has hardly more than this one. */
const list = async (scope: Scope): Promise<readonly (string | undefined)[]> => {
  const pages = paginateListDistributions({ client: cloudFrontOf(scope) }, {});
  return (await collect(pages, ({ DistributionList }) => DistributionList?.Items)).map(({ Id }) => Id);
};

export const distribution = resource(
  'distribution',
  {
    find: async (scope: Scope, _heard: object, { distributionId }: { distributionId?: string }): Promise<readonly Found[]> => {
      const ids = distributionId ? [distributionId] : await list(scope);
      return Promise.all(ids.map((Id) => cloudFrontOf(scope).send(new GetDistributionCommand({ Id }))));
    },
    isOurs: (scope, { Distribution }) => isTagged(scope, Distribution?.ARN),
    create: async (scope: Scope, needs: Needs, saved: { distributionId?: string }): Promise<Found> => {
      const { tenantId, deployment } = scope;
      // A reference is used up for ever (DistributionAlreadyExists): what replaces a deleted distribution has another one.
      const replacing = saved.distributionId ? { CallerReference: `${tenantId}-${saved.distributionId}` } : {};
      const originSecret = newOriginSecret(scope.now());
      const DistributionConfig = { ...(await wantedConfig(scope, needs, originSecret)), ...replacing };
      await admit(scope, needs.apiId, [originSecret]);
      const DistributionConfigWithTags = { DistributionConfig, Tags: { Items: tenantTags(deployment, tenantId) } };
      return taken(cloudFrontOf(scope).send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags })), needs.domain);
    },
    differs: async (scope, needs, found) =>
      differing(found.Distribution?.DistributionConfig, await keptConfig(scope, needs, secretOf(scope, found))),
    repair: async (scope, needs, found) => {
      const { Distribution, ETag: IfMatch } = found;
      const was = originSecretIn(Distribution?.DistributionConfig);
      const originSecret = secretOf(scope, found);
      // First the API learns the new value, then CloudFront: until that is everywhere, some edge locations send the one before.
      if (originSecret !== was) await admit(scope, needs.apiId, [originSecret, ...(was === undefined ? [] : [was])]);
      // What AWS added since stays: an update without a member of the current configuration is refused (UpdateDistribution API reference).
      const kept = await keptConfig(scope, needs, originSecret);
      const DistributionConfig = { ...(Distribution?.DistributionConfig as DistributionConfig), ...kept };
      await taken(
        cloudFrontOf(scope).send(new UpdateDistributionCommand({ Id: Distribution?.Id, IfMatch, DistributionConfig })),
        needs.domain,
      );
    },
    remove: (scope, { Distribution }) => removeDistribution(cloudFrontOf(scope), idOf(Distribution?.Id, 'the distribution')),
    gone: ['NoSuchDistribution', NO_RESOURCE],
    what: ({ Distribution }) => `distribution ${Distribution?.Id}`,
    out: (_scope, { Distribution }) => ({
      distributionId: idOf(Distribution?.Id, 'the distribution'),
      distributionDomainName: idOf(Distribution?.DomainName, "the distribution's domain name"),
    }),
  },
  { creates: [{ type: 'AWS::CloudFront::Distribution', id: 'distributionId' }] },
);
