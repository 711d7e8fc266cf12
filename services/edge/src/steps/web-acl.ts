import {
  CreateWebACLCommand,
  DeleteWebACLCommand,
  GetWebACLCommand,
  ListTagsForResourceCommand,
  ListWebACLsCommand,
  UpdateWebACLCommand,
  WAFV2Client,
  type WebACLSummary,
} from '@aws-sdk/client-wafv2';
import { differing } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { CLOUDFRONT_REGION, inUseByCloudFront } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { webAclSettings } from '../web-acl-rules.ts';

interface Needs {
  readonly plan: string;
}

type Key = Pick<WebACLSummary, 'Name' | 'Id'>;
interface Found extends Key {
  readonly ARN?: string | undefined;
  readonly LockToken?: string | undefined;
  readonly settings: object | undefined;
}

/** What it says by the tenant's plan. */
const settingsOf = ({ tenantId, config }: Scope, { plan }: Needs) => webAclSettings(tenantId, limitsOf(config, plan).requests);

export const GLOBAL = { Scope: 'CLOUDFRONT' } as const;

export const wafOf = ({ tenant }: Scope): WAFV2Client => tenant(WAFV2Client, CLOUDFRONT_REGION);

/** `arn:aws:wafv2:us-east-1:…:global/webacl/NAME/ID` */
const keyIn = (arn: string): Key => {
  const [, , Name, Id] = arn.split(':')[5]?.split('/') ?? [];
  return { Name, Id };
};

/** Names are unique within an account and scope. */
export const keyByName = async (scope: Scope): Promise<Key | undefined> => {
  const name = tenantResourceName(scope.tenantId);
  let NextMarker: string | undefined;
  do {
    const page = await wafOf(scope).send(new ListWebACLsCommand({ ...GLOBAL, Limit: 100, NextMarker }));
    const found = page.WebACLs?.find(({ Name }) => Name === name);
    if (found) return found;
    // WAF answers a marker with every page, the last one too (boto/boto3#3715).
    NextMarker = page.WebACLs?.length ? page.NextMarker : undefined;
  } while (NextMarker);
  return undefined;
};

/** The tenant's, with the token of its next change. */
export const findWebAcl = async (scope: Scope, key: Key | undefined): Promise<readonly Found[]> => {
  if (!key) return [];
  const { Name, Id } = key;
  const { WebACL, LockToken } = await wafOf(scope).send(new GetWebACLCommand({ ...GLOBAL, Name, Id }));
  return [{ Name, Id, ARN: WebACL?.ARN, LockToken, settings: WebACL }];
};

export const isWebAclOurs = async (scope: Scope, { ARN }: Found): Promise<boolean> => {
  const { TagInfoForResource } = await wafOf(scope).send(new ListTagsForResourceCommand({ ResourceARN: ARN }));
  return hasTag(scope, TagInfoForResource?.TagList);
};

export const webAcl = resource(
  'webAcl',
  {
    find: async (scope: Scope, _heard: object, saved: { webAclArn?: string }): Promise<readonly Found[]> =>
      findWebAcl(scope, saved.webAclArn ? keyIn(saved.webAclArn) : await keyByName(scope)),
    isOurs: isWebAclOurs,
    create: async (scope: Scope, needs: Needs): Promise<Found> => {
      const { tenantId, deployment } = scope;
      const settings = settingsOf(scope, needs);
      const wanted = { ...GLOBAL, Name: tenantResourceName(tenantId), ...settings, Tags: tenantTags(deployment, tenantId) };
      const { Summary } = await wafOf(scope).send(new CreateWebACLCommand(wanted));
      return { ...Summary, settings };
    },
    differs: (scope, needs, { settings }) => differing(settings, settingsOf(scope, needs)),
    repair: async (scope, needs, { Name, Id, LockToken }) => {
      await wafOf(scope).send(new UpdateWebACLCommand({ ...GLOBAL, Name, Id, LockToken, ...settingsOf(scope, needs) }));
    },
    remove: (scope, { Name, Id, LockToken }) => wafOf(scope).send(new DeleteWebACLCommand({ ...GLOBAL, Name, Id, LockToken })),
    gone: ['WAFNonexistentItemException'],
    inUse: inUseByCloudFront('WAFAssociatedItemException'),
    foreign: {
      code: 'ForeignWebAcl',
      advice:
        "Find out who created it in the tenant's account and remove it there, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
    },
    what: ({ Name }) => `the web ACL ${Name}`,
    out: (_scope, { ARN }) => ({ webAclArn: idOf(ARN, 'the web ACL') }),
  },
  { creates: [{ type: 'AWS::WAFv2::WebACL', id: 'webAclArn' }] },
);
