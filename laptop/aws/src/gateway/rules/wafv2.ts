import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { distributionsOf } from './cloudfront/state.ts';
import { rewriteJson, text } from './json-answer.ts';
import { textAt } from './xml-path.ts';

const SCOPED = [
  'CreateWebACL',
  'GetWebACL',
  'UpdateWebACL',
  'DeleteWebACL',
  'ListWebACLs',
  'CreateIPSet',
  'ListIPSets',
  'GetIPSet',
  'DeleteIPSet',
  'CheckCapacity',
];

/** Of web ACLs by `<account>/<id>`, which the emulator forgets with an update. */
const bodiesKept = ({ state }: GatewayContext): Record<string, unknown> => state('web-acl-bodies', () => ({}));
export const bodiesOf = (context: GatewayContext, accountId: string, id: unknown): object => {
  const kept = bodiesKept(context)[`${accountId}/${text(id)}`];
  return kept === undefined ? {} : { CustomResponseBodies: kept };
};

/** The page after a marker, which is the last name of the page before. The emulator answers all at once. */
const pageAfter = (all: readonly { readonly Name?: string }[], marker: string, limit: number) => {
  const from = marker === '' ? 0 : all.findIndex(({ Name }) => Name === marker) + 1;
  const WebACLs = all.slice(from, from + limit);
  const NextMarker = WebACLs.at(-1)?.Name ?? marker;
  return { WebACLs, ...(NextMarker === '' ? {} : { NextMarker }) };
};
const MOST = 100;

export const wafv2Rules: readonly Rule[] = [
  {
    name: 'web-acl-region',
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html (Scope)',
    service: 'wafv2',
    operations: SCOPED,
    before: (call) => {
      if (call.params.Scope !== 'CLOUDFRONT' || call.region === 'us-east-1') return undefined;
      throw new AwsError(
        'WAFInvalidParameterException',
        'Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT',
      );
    },
  },
  {
    name: 'web-acl-pages',
    source:
      'https://github.com/boto/boto3/issues/3715 (a marker with every page, the last one too); https://docs.aws.amazon.com/cli/latest/reference/wafv2/list-web-acls.html (its example: one web ACL, and a marker)',
    service: 'wafv2',
    operations: ['ListWebACLs'],
    after: ({ params }, result) =>
      rewriteJson(result, ({ WebACLs }) =>
        pageAfter(Array.isArray(WebACLs) ? WebACLs : [], text(params.NextMarker), Number(params.Limit ?? MOST)),
      ),
  },
  {
    name: 'web-acl-bodies',
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html (CustomResponseBodies)',
    service: 'wafv2',
    operations: ['UpdateWebACL', 'GetWebACL'],
    after: ({ operation, params, caller }, result, context) => {
      if (operation === 'UpdateWebACL') {
        if (result.status < 300) bodiesKept(context)[`${caller.accountId}/${text(params.Id)}`] = params.CustomResponseBodies;
        return result;
      }
      return rewriteJson(result, ({ WebACL, ...rest }) => ({
        ...rest,
        WebACL: { ...(WebACL as object), ...bodiesOf(context, caller.accountId, params.Id) },
      }));
    },
  },
  {
    name: 'web-acl-in-use',
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteWebACL.html',
    service: 'wafv2',
    operations: ['DeleteWebACL'],
    before: async (call, context) => {
      const suffix = `/webacl/${String(call.params.Name)}/${String(call.params.Id)}`;
      const users = (await distributionsOf(context, call.caller.accountId)).filter((one) => textAt(one, 'WebACLId').endsWith(suffix));
      if (users.length === 0) return undefined;
      throw new AwsError(
        'WAFAssociatedItemException',
        'AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.',
      );
    },
  },
];
