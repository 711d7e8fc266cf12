import {
  CreateOriginAccessControlCommand,
  DeleteOriginAccessControlCommand,
  GetOriginAccessControlCommand,
  type GetOriginAccessControlResult,
  type OriginAccessControlConfig,
  paginateListOriginAccessControls,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { differing } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { cloudFrontOf, inUseByCloudFront } from '../cloudfront.ts';
import { taken } from '../cloudfront-refusal.ts';
import type { Scope } from '../scope.ts';

type Found = Pick<GetOriginAccessControlResult, 'OriginAccessControl' | 'ETag'>;

const settings = ({ tenantId }: Scope): OriginAccessControlConfig => ({
  Name: tenantResourceName(tenantId, 'ui'),
  Description: 'Lets the distribution read the bucket of the console',
  OriginAccessControlOriginType: 's3',
  SigningBehavior: 'always',
  SigningProtocol: 'sigv4',
});

const idByName = async (scope: Scope): Promise<string | undefined> => {
  const pages = paginateListOriginAccessControls({ client: cloudFrontOf(scope) }, {});
  const all = await collect(pages, ({ OriginAccessControlList }) => OriginAccessControlList?.Items);
  return all.find(({ Name }) => Name === settings(scope).Name)?.Id;
};

export const originAccessControl = resource(
  'originAccessControl',
  {
    find: async (scope: Scope, _heard: object, saved: { originAccessControlId?: string }): Promise<readonly Found[]> => {
      const Id = saved.originAccessControlId ?? (await idByName(scope));
      return Id === undefined ? [] : [await cloudFrontOf(scope).send(new GetOriginAccessControlCommand({ Id }))];
    },
    hasNoTags: 'CloudFront has no tags here; the name is unique within an account',
    create: (scope: Scope, _needs: object): Promise<Found> =>
      taken(cloudFrontOf(scope).send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig: settings(scope) }))),
    differs: (scope, _needs, { OriginAccessControl }) => differing(OriginAccessControl?.OriginAccessControlConfig, settings(scope)),
    repair: async (scope, _needs, { OriginAccessControl, ETag: IfMatch }) => {
      const change = { Id: OriginAccessControl?.Id, IfMatch, OriginAccessControlConfig: settings(scope) };
      await cloudFrontOf(scope).send(new UpdateOriginAccessControlCommand(change));
    },
    remove: (scope, { OriginAccessControl, ETag: IfMatch }) =>
      cloudFrontOf(scope).send(new DeleteOriginAccessControlCommand({ Id: OriginAccessControl?.Id, IfMatch })),
    gone: ['NoSuchOriginAccessControl'],
    inUse: inUseByCloudFront('OriginAccessControlInUse'),
    what: ({ OriginAccessControl }) => `the origin access control ${OriginAccessControl?.Id}`,
    out: (_scope, { OriginAccessControl }) => ({ originAccessControlId: idOf(OriginAccessControl?.Id, 'the origin access control') }),
  },
  { creates: [{ type: 'AWS::CloudFront::OriginAccessControl', id: 'originAccessControlId' }] },
);
