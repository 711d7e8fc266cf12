import type { InvitationRequested } from '../admin.ts';
import type { DetailOf, Envelope } from '../event.ts';
import { type SuspensionSamples, suspensionSamples } from './suspension-samples.ts';

export interface PeopleSamples extends SuspensionSamples {
  readonly InvitationRequested: DetailOf<typeof InvitationRequested>;
}

/** What is said of a tenant's people, and of its door. For tests only. */
export const peopleSamples = (said: (stage: string, event: string) => Envelope): PeopleSamples => ({
  InvitationRequested: {
    ...said('admin', 'InvitationRequested'),
    administrator: {
      email: 'head.of.it@st-mary.example',
      invitation: '01JZT3NANTRY00000NV1TAT10N',
      requestedBy: '5d6f4c8e-0000-4000-8000-000000000001',
    },
  },
  ...suspensionSamples(said),
});
