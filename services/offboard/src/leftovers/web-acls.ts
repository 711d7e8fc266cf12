import { DeleteWebACLCommand, GetWebACLCommand, ListTagsForResourceCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

const GLOBAL = { Scope: 'CLOUDFRONT' } as const;

export const webAcls: Lister = {
  service: 'WAF',
  finds: ['AWS::WAFv2::WebACL'],
  isGlobal: true,
  list: async (place) => {
    const client = place.client(WAFV2Client);
    const found: Leftover[] = [];
    let NextMarker: string | undefined;
    do {
      const page = await client.send(new ListWebACLsCommand({ ...GLOBAL, Limit: 100, NextMarker }));
      for (const { ARN, Name, Id } of page.WebACLs ?? []) {
        const { TagInfoForResource } = await client.send(new ListTagsForResourceCommand({ ResourceARN: ARN }));
        found.push(foundIn(place, 'WAF web ACL')(`${Name}/${Id}`, hasTag(place, TagInfoForResource?.TagList)));
      }
      // WAF answers a marker with every page, the last one too (boto/boto3#3715).
      NextMarker = page.WebACLs?.length ? page.NextMarker : undefined;
    } while (NextMarker);
    return found;
  },
  remove: async (place, { id }) => {
    const client = place.client(WAFV2Client);
    const [Name, Id] = id.split('/');
    const { LockToken } = await client.send(new GetWebACLCommand({ ...GLOBAL, Name, Id }));
    await client.send(new DeleteWebACLCommand({ ...GLOBAL, Name, Id, LockToken }));
  },
};
