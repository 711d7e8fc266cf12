import { listOf } from '../../gateway/xml.ts';
import { ask, each, field, global, type Input, member, type Requests, regional, type Table, text, unnamed } from './asked.ts';
import { created, tagKeys, tagsOf } from './tags.ts';

const certificate = (input: Input): string => field(input, 'CertificateArn');
export const acm: Table = {
  ...unnamed('acm', 'ListCertificates'),
  ...each('acm', ['DeleteCertificate', 'DescribeCertificate', 'ListTagsForCertificate'], certificate),
  RequestCertificate: (input) =>
    created('acm:RequestCertificate', '*', tagsOf(input.params.Tags), 'acm:AddTagsToCertificate', regional(input, 'acm', 'certificate/*')),
};

const distribution = (input: Input): string => global(input, 'cloudfront', `distribution/${field(input, 'Id')}`);
const edgeFunction = (input: Input): string => global(input, 'cloudfront', `function/${field(input, 'Name')}`);
const withId =
  (type: string) =>
  (input: Input): string =>
    global(input, 'cloudfront', `${type}/${field(input, 'Id')}`);
/** Creating has no resource type; the tags' own permission has (Service Authorization Reference, Amazon CloudFront). */
const creates =
  (root: string, type: string, name: (config: unknown) => string): Requests =>
  (input) => {
    const config = member(input.params.body, root);
    const tags = tagsOf(member(config, 'Tags', 'Items', 'Tag'));
    const action = `cloudfront:${input.operation.replace('WithTags', '')}`;
    return created(action, '*', tags, 'cloudfront:TagResource', global(input, 'cloudfront', `${type}/${name(config)}`));
  };
export const cloudfront: Table = {
  ...unnamed(
    'cloudfront',
    'CreateOriginAccessControl',
    'CreateResponseHeadersPolicy',
    'ListDistributions',
    'ListFunctions',
    'ListOriginAccessControls',
    'ListResponseHeadersPolicies',
  ),
  CreateDistribution: creates('DistributionConfig', 'distribution', () => '*'),
  CreateDistributionWithTags: creates('DistributionConfigWithTags', 'distribution', () => '*'),
  CreateFunction: creates('CreateFunctionRequest', 'function', (config) => text(member(config, 'Name'))),
  ...each('cloudfront', ['DeleteDistribution', 'GetDistribution', 'GetDistributionConfig', 'UpdateDistribution'], distribution),
  ...each('cloudfront', ['DeleteFunction', 'DescribeFunction', 'GetFunction', 'PublishFunction', 'UpdateFunction'], edgeFunction),
  ...each(
    'cloudfront',
    ['DeleteOriginAccessControl', 'GetOriginAccessControl', 'UpdateOriginAccessControl'],
    withId('origin-access-control'),
  ),
  ...each(
    'cloudfront',
    ['DeleteResponseHeadersPolicy', 'GetResponseHeadersPolicy', 'UpdateResponseHeadersPolicy'],
    withId('response-headers-policy'),
  ),
  ListTagsForResource: (input) => ask('cloudfront:ListTagsForResource', field(input, 'Resource')),
};

const scope = (input: Input): string => (field(input, 'Scope') === 'CLOUDFRONT' ? 'global' : 'regional');
const webAcl = (input: Input): string =>
  regional(input, 'wafv2', `${scope(input)}/webacl/${field(input, 'Name')}/${field(input, 'Id') || '*'}`);
/** A web ACL that uses a managed rule group needs that group as a resource too. */
const managed = (input: Input): readonly string[] =>
  listOf(input.params.Rules).flatMap((rule) => {
    const group = member(rule, 'Statement', 'ManagedRuleGroupStatement', 'Name');
    return group === undefined ? [] : [regional(input, 'wafv2', `${scope(input)}/managedruleset/${text(group)}/*`)];
  });
export const wafv2: Table = {
  ...unnamed('wafv2', 'ListWebACLs'),
  ...each('wafv2', ['DeleteWebACL', 'GetWebACL'], webAcl),
  ListTagsForResource: (input) => ask('wafv2:ListTagsForResource', field(input, 'ResourceARN')),
  CreateWebACL: (input) => [
    ...created('wafv2:CreateWebACL', webAcl(input), tagsOf(input.params.Tags), 'wafv2:TagResource'),
    ...ask('wafv2:CreateWebACL', managed(input)),
  ],
  UpdateWebACL: (input) => ask('wafv2:UpdateWebACL', [webAcl(input), ...managed(input)]),
};

const identity = (input: Input): string => regional(input, 'ses', `identity/${field(input, 'EmailIdentity')}`);
export const ses: Table = {
  // Of the account, or of its list: no resource to name (Service Authorization Reference, Amazon SES v2).
  ...unnamed(
    'ses',
    'DeleteSuppressedDestination',
    'GetAccount',
    'ListEmailIdentities',
    'ListSuppressedDestinations',
    'PutAccountDetails',
    'PutAccountSendingAttributes',
    'PutSuppressedDestination',
  ),
  ...each('ses', ['DeleteEmailIdentity', 'GetEmailIdentity'], identity),
  CreateEmailIdentity: (input) =>
    created(
      'ses:CreateEmailIdentity',
      regional(input, 'ses', `identity/${text(member(input.params.body, 'EmailIdentity'))}`),
      tagsOf(member(input.params.body, 'Tags')),
      'ses:TagResource',
    ),
};

const zone = (input: Input): string => `arn:aws:route53:::hostedzone/${field(input, 'HostedZoneId') || field(input, 'Id')}`;
/** As the condition key has it (Route 53 Developer Guide, "Using IAM policy conditions for fine-grained access control"). */
const normalName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/[^a-z0-9._\\-]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
const recordChanges: Requests = (input) => {
  const changes = listOf(member(input.params.body, 'ChangeResourceRecordSetsRequest', 'ChangeBatch', 'Changes', 'Change'));
  const all = (...way: readonly string[]): readonly string[] => [...new Set(changes.map((change) => text(member(change, ...way))))];
  return ask('route53:ChangeResourceRecordSets', zone(input), {
    'route53:ChangeResourceRecordSetsRecordTypes': all('ResourceRecordSet', 'Type'),
    'route53:ChangeResourceRecordSetsActions': all('Action'),
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': all('ResourceRecordSet', 'Name').map(normalName),
  });
};
export const route53: Table = {
  ...each('route53', ['ListResourceRecordSets', 'GetHostedZone'], zone),
  ...unnamed('route53', 'ListHostedZones', 'ListHostedZonesByName'),
  GetChange: (input) => ask('route53:GetChange', `arn:aws:route53:::change/${field(input, 'Id')}`),
  ChangeResourceRecordSets: recordChanges,
};

/**
 * API Gateway's actions are HTTP methods, its resources paths (Service Authorization Reference, "API Gateway Management V2"). Creating
 * with tags asks `apigateway:TagResource` on the collection besides, and POST on the tags: creations were refused for want of either
 * (https://github.com/aws-amplify/amplify-cli/issues/12316, https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/997).
 */
export const apiGatewayRequest: Requests = (input) => {
  const path = input.path.split('?')[0]?.replace(/^\/v2/, '') ?? '';
  const resource = `arn:aws:apigateway:${input.region}::${path}`;
  const tags = tagsOf(member(input.params.body, 'tags') ?? []);
  if (input.method !== 'POST') return ask(`apigateway:${input.method}`, resource, tagKeys(tags));
  return [
    ...created('apigateway:POST', resource, tags, 'apigateway:TagResource'),
    ...(Object.keys(tags).length === 0 ? [] : ask('apigateway:POST', `arn:aws:apigateway:${input.region}::/tags/arn`)),
  ];
};
