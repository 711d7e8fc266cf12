import { type State, states } from '@laptop/aws/states';
import type { StageName, StepName } from '@tenantry/saga/stages';
import { usualTime } from '@tenantry/saga/usual-time';

type Table = { readonly [Name in keyof typeof states]: State };

/** What an onboarding must wait for, in AWS seconds. */
export interface OnboardingPath {
  /** The longest chain of waits through the stages' graph: no implementation can be faster. */
  readonly criticalPath: number;
  /** The same waits one after the other, as a chain of stages without branches takes them. */
  readonly serial: number;
}

/** Which states of AWS a step waits for, one after the other; the release waits for builds. A test holds it against the steps' own facts. */
export const WAITS: Readonly<Partial<Record<`${StageName}.${StepName}`, readonly (keyof Table)[]>>> = {
  'account.accountCreated': ['accountCreated'],
  'account.readiness': ['accountUsable'],
  'network.natAvailable': ['natAvailable'],
  'edge.validationRecord': ['certificateRecord'],
  'edge.certificateIssued': ['recordInSync', 'certificateIssued'],
  'edge.distributionDeployed': ['distributionDeployed'],
  'dns.recordsInSync': ['recordInSync'],
};
export const RELEASE: `${StageName}.${StepName}` = 'pipeline.released';

/**
 * The waits of one onboarding through the table of states.
 *
 * @param builds measured seconds of each build's own phases in the order in which they run; a build start is added for each
 * @param table the waiting times; the laptop's by default
 */
export const onboardingPath = (builds: readonly number[], table: Table = states): OnboardingPath => {
  const release = builds.reduce((sum, phases) => sum + table.buildStarted.awsSeconds + phases, 0);
  const { seconds, serialSeconds } = usualTime((stage, step) => {
    const name = `${stage}.${step}`;
    if (name === RELEASE) return release;
    return Object.entries(WAITS)
      .filter(([waiting]) => waiting === name)
      .flatMap(([, waits]) => waits)
      .reduce((sum, state) => sum + table[state].awsSeconds, 0);
  });
  return { criticalPath: seconds, serial: serialSeconds };
};
