import { before, summary } from '../../cli/src/testing/samples.ts';

const STATES = ['ready', 'ready', 'ready', 'onboarding', 'stalled', 'failed', 'offboarding', 'offboarded', 'requested'] as const;
/** As many tenants as a large deployment has. */
export const TENANTS = Array.from({ length: 1_000 }, (_, i) => {
  const number = String(i).padStart(4, '0');
  return summary({
    tenantId: `01KAV7M000000000000000${number}`,
    slug: `hospital-${number}`,
    name: `Hospital ${number}`,
    domain: `hospital-${number}.app.example.com`,
    state: STATES[i % STATES.length] ?? 'ready',
    stalled: STATES[i % STATES.length] === 'stalled' ? ['network'] : [],
    activity: STATES[i % STATES.length] === 'onboarding' ? 'network: NAT gateway to become available' : undefined,
    quietSince: i % 36 === 3 ? before(7_200) : undefined,
    requestedAt: before(i * 3_600),
  });
});
