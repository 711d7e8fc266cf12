import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { CLOUDFRONT_REGION, webAclOf } from '../../web-acl.ts';
import { certificateStatus, certificates, covers } from '../acm/state.ts';
import { absolute, leadsTo } from '../route53/resolution.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';
import { cloudfrontGet, distributionOwners, distributionsOf } from './state.ts';

const CERTIFICATE =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

/** The names of an issued certificate of the caller's account in us-east-1; throws InvalidViewerCertificate otherwise. */
const certificateNames = async (call: AwsCall, context: GatewayContext, arn: string): Promise<readonly string[]> => {
  const refused = new AwsError('InvalidViewerCertificate', CERTIFICATE);
  const [, , , region, accountId] = arn.split(':');
  if (region !== CLOUDFRONT_REGION || accountId !== call.caller.accountId) throw refused;
  const known = certificates(context)[arn];
  if (known) {
    if ((await certificateStatus(context, known)) !== 'ISSUED') throw refused;
    return known.names;
  }
  const input = { CertificateArn: arn };
  const { status, output } = await context.emulator({ accountId, region, service: 'acm', operation: 'DescribeCertificate', input });
  const { Status, SubjectAlternativeNames } = (output.Certificate ?? {}) as { Status?: string; SubjectAlternativeNames?: string[] };
  if (status >= 300 || Status !== 'ISSUED') throw refused;
  return SubjectAlternativeNames ?? [];
};

/** A distribution with alternate names needs an issued us-east-1 certificate that covers them. */
export const checkCertificate = async (call: AwsCall, context: GatewayContext, config: Fields): Promise<void> => {
  const aliases = textsAt(config, 'Aliases.Items.CNAME');
  const arn = textAt(config, 'ViewerCertificate.ACMCertificateArn');
  if (arn === '') {
    if (aliases.length === 0) return;
    throw new AwsError(
      'InvalidViewerCertificate',
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.',
    );
  }
  const names = await certificateNames(call, context, arn);
  const uncovered = aliases.find((alias) => !covers(names, alias));
  if (uncovered === undefined) return;
  throw new AwsError(
    'InvalidViewerCertificate',
    `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: ${uncovered}`,
  );
};

/** An alternate name belongs to one distribution in all of AWS. */
export const checkAliases = async (context: GatewayContext, config: Fields, ownId: string): Promise<void> => {
  const aliases = textsAt(config, 'Aliases.Items.CNAME').map((alias) => alias.toLowerCase());
  if (aliases.length === 0) return;
  for (const accountId of distributionOwners(context)) {
    for (const distribution of await distributionsOf(context, accountId)) {
      const taken = textsAt(distribution, 'Aliases.Items.CNAME').some((alias) => aliases.includes(alias.toLowerCase()));
      if (!taken || textAt(distribution, 'Id') === ownId) continue;
      throw new AwsError(
        'CNAMEAlreadyExists',
        'One or more of the CNAMEs you provided are already associated with a different resource.',
        409,
      );
    }
  }
};

/** The distribution that is reached by a name of CloudFront's own, in any account. */
const distributionAt = async (context: GatewayContext, host: string): Promise<Fields | undefined> => {
  for (const accountId of distributionOwners(context)) {
    const found = (await distributionsOf(context, accountId)).find((one) => absolute(textAt(one, 'DomainName')) === host);
    if (found) return found;
  }
  return undefined;
};

/** DNS leads no name that a distribution newly asks for to another one, not by a wildcard record either. */
export const checkDns = async (call: AwsCall, context: GatewayContext, config: Fields, ownId: string): Promise<void> => {
  const own = (await distributionsOf(context, call.caller.accountId)).find((one) => ownId !== '' && textAt(one, 'Id') === ownId);
  const had = own ? textsAt(own, 'Aliases.Items.CNAME') : [];
  for (const alias of textsAt(config, 'Aliases.Items.CNAME').filter((one) => !had.includes(one))) {
    const target = await leadsTo(context, alias);
    const other = target === undefined ? undefined : await distributionAt(context, target);
    if (!other || textAt(other, 'Id') === ownId) continue;
    throw new AwsError(
      'InvalidArgument',
      'One or more aliases specified for the distribution includes an incorrectly configured DNS record that points to another CloudFront distribution. You must update the DNS record to correct the problem. For more information, see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions',
    );
  }
};

const exists = async (context: GatewayContext, accountId: string, path: string): Promise<boolean> =>
  Object.keys(await cloudfrontGet(context, accountId, path)).length > 0;

/** What a configuration refers to exists in the caller's account: web ACL, origin access controls, policies. */
export const checkReferences = async (call: AwsCall, context: GatewayContext, config: Fields): Promise<void> => {
  const { accountId } = call.caller;
  const webAcl = textAt(config, 'WebACLId');
  if (webAcl !== '' && !(await webAclOf(context, accountId, webAcl)))
    throw new AwsError('InvalidWebACLId', `Web ACL is not accessible by the requester: ${webAcl}`);
  for (const id of textsAt(config, 'Origins.Items.Origin.OriginAccessControlId')) {
    if (id !== '' && !(await exists(context, accountId, `origin-access-control/${id}`))) {
      throw new AwsError('InvalidOriginAccessControl', `The specified origin access control does not exist: ${id}`);
    }
  }
  const behaviors = [...elementsAt(config, 'DefaultCacheBehavior'), ...elementsAt(config, 'CacheBehaviors.Items.CacheBehavior')];
  const origins = textsAt(config, 'Origins.Items.Origin.Id');
  for (const behavior of behaviors) {
    const origin = textAt(behavior, 'TargetOriginId');
    if (!origins.includes(origin)) {
      throw new AwsError('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.', 404);
    }
    for (const [member, path, code] of [
      ['CachePolicyId', 'cache-policy', 'NoSuchCachePolicy'],
      ['OriginRequestPolicyId', 'origin-request-policy', 'NoSuchOriginRequestPolicy'],
      ['ResponseHeadersPolicyId', 'response-headers-policy', 'NoSuchResponseHeadersPolicy'],
    ] as const) {
      const id = textAt(behavior, member);
      if (id !== '' && !(await exists(context, accountId, `${path}/${id}`)))
        throw new AwsError(code, `The specified policy does not exist: ${id}`, 404);
    }
  }
};
