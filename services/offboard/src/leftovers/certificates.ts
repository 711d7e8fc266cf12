import { ACMClient, DeleteCertificateCommand, ListTagsForCertificateCommand, paginateListCertificates } from '@aws-sdk/client-acm';
import { foundIn, hasTag, type Leftover, type Lister } from './leftover.ts';

export const certificates: Lister = {
  service: 'ACM',
  list: async (place) => {
    const client = place.client(ACMClient);
    const found: Leftover[] = [];
    for await (const { CertificateSummaryList = [] } of paginateListCertificates({ client }, {})) {
      for (const { CertificateArn } of CertificateSummaryList) {
        const { Tags } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
        found.push(foundIn(place, 'ACM certificate')(CertificateArn, hasTag(place, Tags)));
      }
    }
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(ACMClient).send(new DeleteCertificateCommand({ CertificateArn: id }));
  },
};
