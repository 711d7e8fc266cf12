import { CloudFrontClient, ListTagsForResourceCommand } from '@aws-sdk/client-cloudfront';
import { hasTag } from '@tenantry/shared/aws/tags';
import type { InUse } from '@tenantry/shared/saga/resource-verbs';
import type { Scope } from './scope.ts';

/** CloudFront takes certificates and web ACLs from this region only (ACM and WAF API references). */
export const CLOUDFRONT_REGION = 'us-east-1';

export const cloudFrontOf = ({ tenant }: Scope): CloudFrontClient => tenant(CloudFrontClient, CLOUDFRONT_REGION);

/** How CloudFront says that what its tags are asked of is gone (API reference, ListTagsForResource). */
export const NO_RESOURCE = 'NoSuchResource';
/** Whether a distribution or a function carries the tenant's tag. */
export const isTagged = async (scope: Scope, Resource: string | undefined): Promise<boolean> =>
  hasTag(scope, (await cloudFrontOf(scope).send(new ListTagsForResourceCommand({ Resource }))).Tags?.Items);

/** What a distribution used stays in use for some minutes after the distribution is gone. */
export const inUseByCloudFront = (code: string, seconds = 15): InUse => ({ codes: [code], seconds, by: 'CloudFront' });
