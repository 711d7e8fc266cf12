import type { SuspensionChanged } from '../admin.ts';
import type { DetailOf, Envelope } from '../event.ts';
import type { StageSuspended } from '../stages.ts';

export interface SuspensionSamples {
  readonly SuspensionChanged: DetailOf<typeof SuspensionChanged>;
  readonly StageSuspended: DetailOf<typeof StageSuspended>;
}

/** What is said of a tenant that is suspended. For tests only. */
export const suspensionSamples = (said: (stage: string, event: string) => Envelope): SuspensionSamples => ({
  SuspensionChanged: {
    ...said('admin', 'SuspensionChanged'),
    suspension: { suspended: true, requestedBy: '5d6f4c8e-0000-4000-8000-000000000001', reason: 'Unpaid bills' },
  },
  StageSuspended: { ...said('edge', 'StageSuspended'), stage: 'edge', suspensionId: said('admin', 'SuspensionChanged').eventId },
});
