import {
  CreateWebACLCommand,
  DeleteWebACLCommand,
  GetWebACLCommand,
  ListTagsForResourceCommand,
  ListWebACLsCommand,
  UpdateWebACLCommand,
  type WAFV2Client,
  type WebACLSummary,
} from '@aws-sdk/client-wafv2';
import { agrees } from '@tenantry/shared/aws/agrees';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';
import { webAclSettings } from '../web-acl-rules.ts';

const GLOBAL = { Scope: 'CLOUDFRONT' } as const;

interface Found {
  readonly summary: WebACLSummary;
  readonly isOurs: boolean;
}

/** Names are unique within an account and scope. */
const find = async (waf: WAFV2Client, tenantId: string): Promise<Found | undefined> => {
  const name = tenantResourceName(tenantId);
  let NextMarker: string | undefined;
  do {
    const page = await waf.send(new ListWebACLsCommand({ ...GLOBAL, Limit: 100, NextMarker }));
    const summary = page.WebACLs?.find((candidate) => candidate.Name === name);
    if (summary) {
      const { TagInfoForResource } = await waf.send(new ListTagsForResourceCommand({ ResourceARN: summary.ARN }));
      const isOurs = TagInfoForResource?.TagList?.some((tag) => tag.Key === TENANT_TAG && tag.Value === tenantId) === true;
      return { summary, isOurs };
    }
    // WAF answers a marker with every page, the last one too (boto/boto3#3715).
    NextMarker = page.WebACLs?.length ? page.NextMarker : undefined;
  } while (NextMarker);
  return undefined;
};

const repair = async (waf: WAFV2Client, tenantId: string, webAclArn: string): Promise<void> => {
  const [, , Name, Id] = webAclArn.split(':')[5]?.split('/') ?? [];
  const settings = webAclSettings(tenantId);
  const { WebACL, LockToken } = await waf.send(new GetWebACLCommand({ ...GLOBAL, Name, Id }));
  if (agrees(WebACL, settings)) return;
  await waf.send(new UpdateWebACLCommand({ ...GLOBAL, Name, Id, LockToken, ...settings }));
};

export const webAcl = step(
  'webAcl',
  {
    ensure: async ({ waf, tenantId, deployment }: Scope, _needs: object, saved: { readonly webAclArn?: string }) => {
      if (saved.webAclArn) {
        try {
          await repair(waf, tenantId, saved.webAclArn);
          return { webAclArn: saved.webAclArn };
        } catch (error) {
          if (!isCode(error, 'WAFNonexistentItemException')) throw error;
        }
      }
      const found = await find(waf, tenantId);
      if (found) {
        const webAclArn = found.summary.ARN ?? '';
        if (!found.isOurs) {
          throw new StalledError(`the web ACL ${webAclArn} has this tenant's name and not its tag`, {
            code: 'ForeignWebAcl',
            advice:
              "Find out who created it in the tenant's account and remove it there, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
          });
        }
        await repair(waf, tenantId, webAclArn);
        return { webAclArn };
      }
      const { Summary } = await waf.send(
        new CreateWebACLCommand({
          ...GLOBAL,
          Name: tenantResourceName(tenantId),
          ...webAclSettings(tenantId),
          Tags: tenantTags(deployment, tenantId),
        }),
      );
      return { webAclArn: Summary?.ARN ?? '' };
    },
    remove: async ({ waf, tenantId }: Scope) => {
      const found = await find(waf, tenantId);
      if (!found?.isOurs) return;
      const { Name, Id, LockToken } = found.summary;
      try {
        await waf.send(new DeleteWebACLCommand({ ...GLOBAL, Name, Id, LockToken }));
      } catch (error) {
        // CloudFront releases it some minutes after the distribution is gone.
        if (isCode(error, 'WAFAssociatedItemException')) throw new Wait(15, `CloudFront to let go of the web ACL ${Name}`);
        if (!isCode(error, 'WAFNonexistentItemException')) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::WAFv2::WebACL', id: 'webAclArn' }],
  },
);
