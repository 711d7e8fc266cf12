import { GetChangeCommand, Route53Client } from '@aws-sdk/client-route-53';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Written } from '../hosted-zone.ts';
import type { Scope } from '../scope.ts';

/** Waits until all of Route 53's name servers answer with the records: generally within a minute. */
export const recordsInSync = step(
  'recordsInSync',
  {
    ensure: async ({ production }: Scope, { written }: { written: Written }) => {
      try {
        const { ChangeInfo } = await production(Route53Client).send(new GetChangeCommand({ Id: written.changeId }));
        if (ChangeInfo?.Status !== 'INSYNC') throw new Wait(8, `Route 53's name servers to have change ${written.changeId}`);
      } catch (error) {
        // Verified again long after: Route 53 forgets what was in sync.
        if (!isCode(error, 'NoSuchChange')) throw error;
      }
      return {};
    },
    // It only waits.
    remove: async () => {},
  },
  {
    usually: {
      for: 'all name servers to know the records',
      seconds: 45,
      source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html ("within 60 seconds"; 32 s and 61 s observed)',
    },
  },
);
