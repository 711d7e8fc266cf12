import type { AwsResult } from './call.ts';
import { bodiesOf } from './rules/wafv2.ts';
import type { GatewayContext } from './types.ts';

/** SizeRestrictions_BODY of the core rule set blocks above it (AWS WAF Developer Guide, "AWS Managed Rules rule groups list"). */
const BODY_BYTES = 8_192;
/** Where CloudFront's certificates and web ACLs lie (AWS WAF API reference, CreateWebACL, Scope). */
export const CLOUDFRONT_REGION = 'us-east-1';
const CORE_RULE_SET = 'AWSManagedRulesCommonRuleSet';
const BODY_RULE = 'SizeRestrictions_BODY';

interface Rule {
  readonly Action?: { readonly Block?: Block };
  readonly OverrideAction?: { readonly Count?: object };
  readonly Statement?: {
    readonly ByteMatchStatement?: {
      readonly SearchString?: string;
      readonly FieldToMatch?: { readonly UriPath?: object };
      readonly PositionalConstraint?: string;
    };
    readonly ManagedRuleGroupStatement?: {
      readonly Name?: string;
      readonly RuleActionOverrides?: readonly { readonly Name?: string; readonly ActionToUse?: { readonly Block?: object } }[];
      readonly ExcludedRules?: readonly { readonly Name?: string }[];
    };
  };
}

interface CustomResponse {
  readonly ResponseCode?: number;
  readonly CustomResponseBodyKey?: string;
  readonly ResponseHeaders?: readonly { readonly Name: string; readonly Value: string }[];
}

interface Block {
  readonly CustomResponse?: CustomResponse;
}

interface WebAcl {
  readonly Rules?: readonly Rule[];
  readonly DefaultAction?: {
    readonly Block?: Block;
  };
  readonly CustomResponseBodies?: Readonly<Record<string, { readonly Content?: string; readonly ContentType?: string }>>;
}

const ARN = /^arn:aws:wafv2:us-east-1:(\d{12}):global\/webacl\/([^/]+)\/(.+)$/;

/** An account's web ACL for CloudFront; undefined where it has none of this ARN. */
export const webAclOf = async (context: GatewayContext, accountId: string, arn: string): Promise<WebAcl | undefined> => {
  const [, owner, Name, Id] = ARN.exec(arn) ?? [];
  if (owner !== accountId) return undefined;
  const input = { Name, Id, Scope: 'CLOUDFRONT' };
  const answer = await context.emulator({ accountId, region: CLOUDFRONT_REGION, service: 'wafv2', operation: 'GetWebACL', input });
  return answer.status < 300 ? { ...(answer.output.WebACL as WebAcl | undefined), ...bodiesOf(context, accountId, Id) } : undefined;
};

const blocks = ({ OverrideAction, Statement }: Rule): boolean => {
  const group = Statement?.ManagedRuleGroupStatement;
  if (group?.Name !== CORE_RULE_SET || OverrideAction?.Count !== undefined) return false;
  const override = group.RuleActionOverrides?.find(({ Name }) => Name === BODY_RULE);
  if (override) return override.ActionToUse?.Block !== undefined;
  return !group.ExcludedRules?.some(({ Name }) => Name === BODY_RULE);
};

const BLOCKED: AwsResult = {
  status: 403,
  headers: { 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' },
  body: Buffer.from('<h1>403 ERROR</h1>\n<h2>The request could not be satisfied.</h2>\nRequest blocked.\n'),
};

const TYPES: Readonly<Record<string, string>> = { TEXT_HTML: 'text/html', APPLICATION_JSON: 'application/json', TEXT_PLAIN: 'text/plain' };

/** What it answers who is blocked (AWS WAF Developer Guide, "Customized web requests and responses"). */
const blocked = ({ CustomResponse = {} }: Block, { CustomResponseBodies = {} }: WebAcl): AwsResult => {
  const { ResponseCode = BLOCKED.status, CustomResponseBodyKey = '', ResponseHeaders = [] } = CustomResponse;
  const { Content, ContentType = '' } = CustomResponseBodies[CustomResponseBodyKey] ?? {};
  const own = Object.fromEntries(ResponseHeaders.map(({ Name, Value }) => [Name.toLowerCase(), Value]));
  const type = TYPES[ContentType];
  const headers = { ...BLOCKED.headers, ...(type ? { 'content-type': type } : {}), ...own };
  return { ...BLOCKED, headers, status: ResponseCode, ...(Content === undefined ? {} : { body: Buffer.from(Content) }) };
};

/** Whether a rule blocks all that is asked below a path, as far as it says so without anything else. */
const blocksPath = ({ Action, Statement }: Rule, path: string): boolean => {
  const { SearchString = '', FieldToMatch, PositionalConstraint } = Statement?.ByteMatchStatement ?? {};
  if (!Action?.Block || !FieldToMatch?.UriPath || PositionalConstraint !== 'STARTS_WITH') return false;
  return path.startsWith(Buffer.from(SearchString, 'base64').toString());
};

/**
 * What the distribution's web ACL answers in the origin's place. Of the rules that a web ACL may have only those that the product's own
 * requests can meet are looked at: the limit of a body, and a path that is shut.
 * @param webAclArn as in the distribution's configuration; empty where it has none
 */
export const webAclAnswer = async (
  context: GatewayContext,
  accountId: string,
  webAclArn: string,
  { path, body }: { readonly path: string; readonly body: Buffer },
): Promise<AwsResult | undefined> => {
  const webAcl = await webAclOf(context, accountId, webAclArn);
  if (webAcl === undefined) return undefined;
  const { Rules = [], DefaultAction } = webAcl;
  if (body.length > BODY_BYTES && Rules.some(blocks)) return BLOCKED;
  const block = Rules.find((rule) => blocksPath(rule, path))?.Action?.Block ?? DefaultAction?.Block;
  return block && blocked(block, webAcl);
};
