import { USUAL_WAITS } from '../../model/usual-waits.ts';
import { STAGES, type StageName } from '../../saga.ts';

export interface UsualTime {
  /** Seconds until the stage begins, and how long it usually takes from then on. */
  readonly stages: Readonly<Record<StageName, { readonly startsAfter: number; readonly seconds: number }>>;
  /** Seconds until the tenant is ready: the longest chain of waits. */
  readonly seconds: number;
  /** The same waits one after the other. */
  readonly serialSeconds: number;
}

const waits = (stage: StageName): number => Object.values(USUAL_WAITS[stage] ?? {}).reduce((sum, { seconds }) => sum + seconds, 0);

/**
 * How long an on-boarding usually takes. Network and edge begin with the account; the pipeline delivers when the network is there,
 * while edge and dns go on; it ends when both its release and the domain's records are there.
 */
export const usualTime = (): UsualTime => {
  const [account, network, edge, dns, release] = [waits('account'), waits('network'), waits('edge'), waits('dns'), waits('pipeline')];
  const ready = Math.max(account + network + release, account + edge + dns);
  const pipeline = account + network;
  return {
    stages: {
      account: { startsAfter: 0, seconds: account },
      network: { startsAfter: account, seconds: network },
      edge: { startsAfter: account, seconds: edge },
      dns: { startsAfter: account + edge, seconds: dns },
      pipeline: { startsAfter: pipeline, seconds: ready - pipeline },
      offboard: { startsAfter: 0, seconds: 0 },
    },
    seconds: ready,
    serialSeconds: STAGES.reduce((sum, { name }) => sum + waits(name), 0),
  };
};
