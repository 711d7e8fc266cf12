import { type State, states } from './states.ts';

type Seconds = { readonly [Name in keyof typeof states]: State };

/** What an onboarding must wait for, in AWS seconds. */
export interface Onboarding {
  /** The longest chain of waits through the stages' graph: no implementation can be faster. */
  readonly criticalPath: number;
  /** The same waits one after the other, as a chain without branches would take them. */
  readonly serial: number;
  /** Each branch by itself, to see which one decides. */
  readonly branches: { readonly network: number; readonly edge: number; readonly pipeline: number };
}

/**
 * The waits of one onboarding through the table of states.
 *
 * The account comes first. Then the network's NAT gateway runs beside the edge's certificate (its record must exist and be in
 * sync before ACM sees it) and distribution. The first release starts when network and bucket exist, its builds (source, data,
 * service, UI) follow one another, and the domain's own record ends the way.
 *
 * @param builds measured seconds of each build's own phases, in the order they run; each adds the table's build start
 * @param table the waiting times; the default is the laptop's
 */
export function onboardingPath(builds: readonly number[], table: Seconds = states): Onboarding {
  const account = table.accountCreated.awsSeconds + table.accountUsable.awsSeconds;
  const network = table.natAvailable.awsSeconds;
  const certificate = Math.max(table.certificateRecord.awsSeconds, 0) + table.recordInSync.awsSeconds + table.certificateIssued.awsSeconds;
  const edge = certificate + table.distributionDeployed.awsSeconds;
  const release = builds.reduce((sum, phases) => sum + table.buildStarted.awsSeconds + phases, 0);
  const dns = table.recordInSync.awsSeconds;
  const branches = { network: account + network + release, edge: account + edge + dns, pipeline: account + network + release };
  return {
    criticalPath: Math.max(branches.network, branches.edge),
    serial: account + network + edge + dns + release,
    branches,
  };
}
