import {
  ACMClient,
  DeleteCertificateCommand,
  KeyAlgorithm,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

/** Without it ACM lists only keys of RSA with at most 2048 bits (API reference, ListCertificates; rebuy-de/aws-nuke#962). */
const ALL = { Includes: { keyTypes: Object.values(KeyAlgorithm) } };

export const certificates: Lister = {
  service: 'ACM',
  finds: ['AWS::CertificateManager::Certificate'],
  list: async (place) => {
    const client = place.client(ACMClient);
    const found: Leftover[] = [];
    for await (const { CertificateSummaryList = [] } of paginateListCertificates({ client }, ALL)) {
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
