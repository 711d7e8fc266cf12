import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { findIdentityCenter, missingGroups } from '../identity-center.ts';
import type { Place } from './place.ts';
import { missing, ok, type Question } from './precondition.ts';

/** What must be there for people to get into tenants' accounts. */
export const identityCenterQuestions = (place: Place): readonly Question[] => {
  const { config, clientOf } = place;
  const find = () => findIdentityCenter(new SSOAdminClient(clientOf('owner')), config.region);
  return [
    {
      id: 'identity-center',
      name: 'IAM Identity Center',
      account: 'owner',
      fix: `Enable it for the organization, with ${config.region} as its primary region. An organization has one.`,
      source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/api-support-in-additional-regions.html',
      ask: async () => ok(`${(await find()).identityCenterInstanceArn}, in ${config.region}`),
    },
    {
      id: 'groups',
      name: 'groups of identityCenter.assignments',
      account: 'owner',
      fix: 'Create them in Identity Center, or let the identity provider send them, before the first tenant.',
      source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/addgroups.html',
      ask: async () => {
        const groups = [...new Set(config.identityCenter.assignments.map(({ group }) => group))];
        const { identityStoreId } = await find();
        const absent = await missingGroups(new IdentitystoreClient(clientOf('owner')), identityStoreId, groups);
        return absent.length === 0 ? ok(groups.join(', ')) : missing(`not there: ${absent.join(', ')}`);
      },
    },
  ];
};
