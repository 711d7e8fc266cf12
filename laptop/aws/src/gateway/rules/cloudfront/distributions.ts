import { reached, states } from '../../../states.ts';
import type { AwsCall, AwsResult } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { buildXml, parseXml } from '../../xml.ts';
import { text } from '../json-answer.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';
import { checkAliases, checkCertificate, checkDns, checkReferences } from './checks.ts';
import { distributionStates, distributionsOf } from './state.ts';

const API = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference';

/** The configuration in a create (with or without tags) or an update. */
const configOf = (call: AwsCall): Fields =>
  [
    ...elementsAt(call.params, 'body.DistributionConfigWithTags.DistributionConfig'),
    ...elementsAt(call.params, 'body.DistributionConfig'),
  ][0] ?? {};

const statusOf = (context: GatewayContext, id: string): string | undefined => {
  const known = distributionStates(context)[id];
  return known && (reached(context.clock, known.changedAt, states.distributionDeployed) ? 'Deployed' : 'InProgress');
};

/** Sets the status of every distribution in an answer. */
const withStatus = (context: GatewayContext, result: AwsResult): AwsResult => ({
  ...result,
  body: Buffer.from(
    result.body
      .toString('utf8')
      .replace(
        /(<Id>(E[A-Z0-9]+)<\/Id>\s*<ARN>[^<]*<\/ARN>\s*<Status>)([^<]*)/g,
        (_all, head: string, id: string, status: string) => head + (statusOf(context, id) ?? status),
      ),
  ),
});

const check = async (call: AwsCall, context: GatewayContext): Promise<undefined> => {
  const config = configOf(call);
  await checkReferences(call, context, config);
  await checkCertificate(call, context, config);
  await checkAliases(context, config, text(call.params.Id));
  await checkDns(call, context, config, text(call.params.Id));
  return undefined;
};

export const cloudfrontRules: readonly Rule[] = [
  {
    name: 'distribution-caller-reference',
    source: `${API}/API_CreateDistribution.html`,
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags'],
    before: async (call, context) => {
      const reference = textAt(configOf(call), 'CallerReference');
      for (const { accountId, id } of Object.entries(distributionStates(context)).map(([one, state]) => ({ id: one, ...state }))) {
        if (accountId !== call.caller.accountId) continue;
        const rest = { method: 'GET', path: `/2020-05-31/distribution/${id}/config` };
        const { output } = await context.emulator({ accountId, service: 'cloudfront', operation: 'Get', input: {}, rest });
        if (textAt(output, 'DistributionConfig.CallerReference') !== reference) continue;
        throw new AwsError(
          'DistributionAlreadyExists',
          `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${id}`,
          409,
        );
      }
      return undefined;
    },
  },
  {
    name: 'distribution-checks',
    source: `${API}/API_CreateDistribution.html; https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html; https://github.com/aws-amplify/amplify-hosting/issues/1258 (a name that DNS leads elsewhere)`,
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags', 'UpdateDistribution'],
    before: check,
  },
  {
    name: 'distribution-in-progress',
    source: `${API}/API_Distribution.html`,
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags', 'UpdateDistribution'],
    after: (call, result, context) => {
      if (result.status >= 300) return result;
      const id = textAt(parseXml(result.body), 'Distribution.Id');
      distributionStates(context)[id] = { accountId: call.caller.accountId, changedAt: context.clock.now() };
      return withStatus(context, result);
    },
  },
  {
    name: 'distribution-status',
    source: `${API}/API_Distribution.html`,
    service: 'cloudfront',
    operations: ['GetDistribution', 'ListDistributions'],
    after: (_call, result, context) => (result.status >= 300 ? result : withStatus(context, result)),
  },
  {
    name: 'distribution-delete',
    source: `${API}/API_DeleteDistribution.html`,
    service: 'cloudfront',
    operations: ['DeleteDistribution'],
    before: (call, context) => {
      // Disabled but not yet deployed everywhere still counts as not disabled.
      if (statusOf(context, text(call.params.Id)) !== 'InProgress') return undefined;
      throw new AwsError('DistributionNotDisabled', 'The distribution you are trying to delete has not been disabled.', 409);
    },
    after: (call, result, context) => {
      if (result.status < 300) delete distributionStates(context)[text(call.params.Id)];
      return result;
    },
  },
  {
    name: 'distributions-by-web-acl',
    source: `${API}/API_ListDistributionsByWebACLId.html`,
    service: 'cloudfront',
    operations: ['ListDistributionsByWebACLId'],
    // The emulator has no such operation.
    before: async (call, context) => {
      await context.authorize(call, 'cloudfront:ListDistributionsByWebACLId', '*');
      const wanted = text(call.params.WebACLId);
      const found = (await distributionsOf(context, call.caller.accountId)).filter(
        (one) => textAt(one, 'WebACLId') === (wanted === 'null' ? '' : wanted),
      );
      const list = { Marker: '', MaxItems: '100', IsTruncated: 'false', Quantity: String(found.length) };
      const body = buildXml({
        DistributionList: {
          '@_xmlns': 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
          ...list,
          ...(found.length === 0 ? {} : { Items: { DistributionSummary: found } }),
        },
      });
      return withStatus(context, { status: 200, headers: { 'content-type': 'text/xml' }, body });
    },
  },
  {
    name: 'origin-access-control-in-use',
    source: `${API}/API_DeleteOriginAccessControl.html`,
    service: 'cloudfront',
    operations: ['DeleteOriginAccessControl'],
    before: async (call, context) => {
      const id = text(call.params.Id);
      const users = (await distributionsOf(context, call.caller.accountId)).filter((one) =>
        textsAt(one, 'Origins.Items.Origin.OriginAccessControlId').includes(id),
      );
      if (users.length === 0) return undefined;
      throw new AwsError(
        'OriginAccessControlInUse',
        'Cannot delete the origin access control because it’s in use by one or more distributions.',
        409,
      );
    },
  },
];
