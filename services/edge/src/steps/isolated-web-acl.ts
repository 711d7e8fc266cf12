import { GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { UpdateWebACLCommand } from '@aws-sdk/client-wafv2';
import { differing } from '@tenantry/shared/aws/agrees';
import { ifFound } from '@tenantry/shared/aws/found';
import { disable } from '@tenantry/shared/aws/remove-distribution';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { cloudFrontOf } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { isolatedSettings, type ShutSettings } from '../web-acl-rules.ts';
import { findWebAcl, GLOBAL, isWebAclOurs, keyByName, wafOf } from './web-acl.ts';

/**
 * The ARN of the tenant's web ACL, which lets nobody in from now on; undefined where there is none of ours.
 * @param wanted what it says then
 */
export const shutWebAcl = async (scope: Scope, wanted: ShutSettings): Promise<string | undefined> => {
  const [found] = await findWebAcl(scope, await keyByName(scope));
  if (!found || !(await isWebAclOurs(scope, found))) return undefined;
  if (differing(found.settings, wanted).length === 0) return found.ARN;
  const { Name, Id, LockToken } = found;
  await wafOf(scope).send(new UpdateWebACLCommand({ ...GLOBAL, Name, Id, LockToken, ...wanted }));
  const [changed] = await findWebAcl(scope, found);
  const left = differing(changed?.settings, wanted);
  if (left.length > 0) throw new Wait(1, `the web ACL ${Name} to be shut (${left.join(', ')})`);
  return found.ARN;
};

/** A distribution that asks another web ACL, or none, because somebody has changed it: it is disabled. @throws Wait until it is everywhere */
const disableUnlessBehind = async (scope: Scope, Id: string, webAclArn: string | undefined): Promise<void> => {
  const cloudFront = cloudFrontOf(scope);
  const { Distribution, ETag } = (await ifFound(() => cloudFront.send(new GetDistributionCommand({ Id })), 'NoSuchDistribution')) ?? {};
  const config = Distribution?.DistributionConfig;
  if (!config || (webAclArn !== undefined && config.WebACLId === webAclArn)) return;
  const everywhere = `distribution ${Id}, which does not ask the tenant's web ACL, to be disabled everywhere`;
  if (config.Enabled) {
    await disable(cloudFront, Id, ETag, config);
    throw new Wait(15, everywhere);
  }
  if (Distribution?.Status !== 'Deployed') throw new Wait(15, everywhere);
};

/**
 * The web ACL of an isolated tenant lets nobody in: CloudFront asks it before its cache and before any origin. `webAcl` opens it again,
 * and `distribution` enables what had to be disabled.
 */
export const isolatedWebAcl = isolating('isolatedWebAcl', {
  shut: async (scope: Scope, { distributionId }: { readonly distributionId?: string | undefined }) => {
    const webAclArn = await shutWebAcl(scope, isolatedSettings(scope.tenantId));
    // Without one there is no distribution yet, and none is made meanwhile.
    if (distributionId) await disableUnlessBehind(scope, distributionId, webAclArn);
  },
});
