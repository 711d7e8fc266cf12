import { DeleteEmailIdentityCommand, GetEmailIdentityCommand, ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

export const mailIdentities: Lister = {
  service: 'SES',
  finds: ['AWS::SES::EmailIdentity'],
  list: async (place) => {
    const client = place.client(SESv2Client);
    const found: Leftover[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListEmailIdentitiesCommand({ PageSize: 1000, NextToken }));
      for (const { IdentityName } of page.EmailIdentities ?? []) {
        const { Tags } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: IdentityName }));
        found.push(foundIn(place, 'SES identity')(IdentityName, hasTag(place, Tags)));
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(SESv2Client).send(new DeleteEmailIdentityCommand({ EmailIdentity: id }));
  },
};
