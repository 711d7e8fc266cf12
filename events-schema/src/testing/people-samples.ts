import type { InvitationRequested } from '../admin.ts';
import type { DetailOf, Envelope } from '../event.ts';
import type { MailSenderChanged, MailUndelivered } from '../mail.ts';
import { type SuspensionSamples, suspensionSamples } from './suspension-samples.ts';

export interface PeopleSamples extends SuspensionSamples {
  readonly InvitationRequested: DetailOf<typeof InvitationRequested>;
  readonly MailSenderChanged: DetailOf<typeof MailSenderChanged>;
  readonly MailUndelivered: DetailOf<typeof MailUndelivered>;
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
  MailSenderChanged: { ...said('pipeline', 'MailSenderChanged'), sender: 'domain' },
  MailUndelivered: {
    ...said('pipeline', 'MailUndelivered'),
    bounces: 2,
    complaints: 0,
    from: '2026-11-23T08:00:00.000Z',
    until: '2026-11-23T09:00:00.000Z',
  },
  ...suspensionSamples(said),
});
