import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { distributionsOf } from './distributions.ts';
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
