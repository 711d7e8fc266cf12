import { expect } from '@jest/globals';
import { DEPLOYMENT_TAG, TENANT_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { attack } from '../attack.ts';
import { asks, tenantRole } from '../tenant-roles.ts';

const tenantId = '01JZT3NANTRY000000SAMP0E00';
const edge = tenantRole(tenantId, 'edge');
const certificate = 'arn:aws:acm:us-east-1:200000000001:certificate/1';
const distribution = 'arn:aws:cloudfront::200000000001:distribution/E1';
const viewerFunction = 'arn:aws:cloudfront::200000000001:function/tenantry-1';
const TAGGED: readonly (readonly [action: string, resource: string])[] = [
  ['cloudfront:TagResource', distribution],
  ['cloudfront:TagResource', viewerFunction],
  ['acm:AddTagsToCertificate', certificate],
];

interface Asked {
  readonly Key: string;
  readonly Value: string;
}
const contextOf = (tags: readonly Asked[]) => ({
  'aws:TagKeys': tags.map(({ Key }) => Key),
  ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
});

attack('tags-for-others-to-obey', 'the edge function gives resources of the account tags that the owner or a bill goes by', () => {
  const own = tenantTags('dev', tenantId);
  const other = { Key: 'cost-center', Value: 'cardiology' };
  const tag = (key: string): readonly Asked[] => own.filter(({ Key }) => Key === key);
  for (const [action, resource] of TAGGED) {
    for (const tags of [[other], [...own, other], tag(TENANT_TAG), tag(DEPLOYMENT_TAG), []])
      expect({ action, resource, tags, allowed: asks(edge, action, resource, contextOf(tags)) }).toMatchObject({ allowed: false });
    // What it creates, or the refusals above would say nothing.
    expect(asks(edge, action, resource, contextOf(own))).toBe(true);
  }
});

attack('edge-changes-what-is-not-ours', "the edge function changes or deletes what has no tag of the tenant's in its account", () => {
  const CHANGES: readonly (readonly [action: string, resource: string])[] = [
    ['cloudfront:UpdateDistribution', distribution],
    ['cloudfront:DeleteDistribution', distribution],
    ['acm:DeleteCertificate', certificate],
  ];
  const ours = { [`aws:ResourceTag/${TENANT_TAG}`]: tenantId };
  for (const [action, resource] of CHANGES) {
    expect(asks(edge, action, resource, { 'aws:ResourceTag/cost-center': 'cardiology' })).toBe(false);
    expect(asks(edge, action, resource, ours)).toBe(true);
  }
  // Whose tags it could never take away again.
  for (const action of ['cloudfront:UntagResource', 'acm:RemoveTagsFromCertificate'])
    for (const resource of [certificate, distribution]) expect(asks(edge, action, resource, ours)).toBe(false);
});
