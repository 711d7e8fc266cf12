import { type State, states } from '../aws/src/states.ts';

type Table = { readonly [Name in keyof typeof states]: State };

/** What an onboarding must wait for, in AWS seconds. */
export interface OnboardingPath {
  /** The longest chain of waits through the stages' graph: no implementation can be faster. */
  readonly criticalPath: number;
  /** The same waits one after the other, as a chain of stages without branches takes them. */
  readonly serial: number;
  /** The two ways to the last event; the longer one is the critical path. */
  readonly branches: { readonly pipeline: number; readonly edge: number };
}

/**
 * The waits of one onboarding through the table of states.
 *
 * CreateAccount and the account's readiness come first. Then the network waits for its NAT gateway while the edge waits for its
 * certificate (the validation record appears, is in sync, is validated) and then for its distribution. The first release needs the
 * network and the bucket but neither certificate nor distribution, so its builds run beside the edge; the domain's own record is
 * the end of the edge's way.
 *
 * @param builds measured seconds of each build's own phases in the order in which they run; a build start is added for each
 * @param table the waiting times; the laptop's by default
 */
export const onboardingPath = (builds: readonly number[], table: Table = states): OnboardingPath => {
  const seconds = (name: keyof Table): number => table[name].awsSeconds;
  const account = seconds('accountCreated') + seconds('accountUsable');
  const network = seconds('natAvailable');
  const certificate = seconds('certificateRecord') + seconds('recordInSync') + seconds('certificateIssued');
  const edge = certificate + seconds('distributionDeployed');
  const record = seconds('recordInSync');
  const release = builds.reduce((sum, phases) => sum + seconds('buildStarted') + phases, 0);
  const branches = { pipeline: account + network + release, edge: account + edge + record };
  return {
    criticalPath: Math.max(branches.pipeline, branches.edge),
    serial: account + network + edge + record + release,
    branches,
  };
};
