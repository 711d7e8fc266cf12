import type { StageName } from '../saga.ts';

/** How long AWS usually makes a step wait, and where that is from: mostly single public observations, since AWS publishes hardly any. */
export interface UsualWait {
  readonly for: string;
  readonly seconds: number;
  readonly source: string;
}
const wait = (what: string, seconds: number, source: string): UsualWait => ({ for: what, seconds, source });

/** A build waits in the queue and for its container. Seconds. */
export const BUILD_START = 105;
/** What the sample application's builds do then. Seconds. */
export const BUILD_PHASES = [25, 30, 35] as const;

/** Per stage and step of the way forward; a step that is not here waits for nothing. A test holds it against the laptop's table. */
export const USUAL_WAITS: Readonly<Partial<Record<StageName, Readonly<Record<string, UsualWait>>>>> = {
  account: {
    accountCreated: wait('Organizations to create the account', 13, 'https://github.com/kubernetes/k8s.io/issues/4690'),
    readiness: wait(
      'AWS to let a new account create anything',
      60,
      'https://github.com/hashicorp/terraform-provider-aws/issues/15654 (30 s to 7 min)',
    ),
  },
  network: {
    natAvailable: wait(
      'the NAT gateway to become available',
      90,
      'https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/999 (over 1 min, up to 5)',
    ),
  },
  edge: {
    validationRecord: wait('ACM to say which record it wants', 20, 'https://github.com/aws/aws-cdk/issues/3528'),
    certificateIssued: wait(
      'the record to be in sync and ACM to see it',
      345,
      'https://github.com/aws/aws-cdk/issues/2914 (5 to 9.3 min), and 45 s for Route 53',
    ),
    distributionDeployed: wait(
      'CloudFront to deploy the distribution everywhere',
      195,
      'https://github.com/binbashar/le-tf-infra-aws/issues/408 (3 min 15 s; AWS says within 5 min)',
    ),
  },
  dns: {
    recordsInSync: wait(
      'all name servers to know the records',
      45,
      'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html ("within 60 seconds"; 32 s and 61 s observed)',
    ),
  },
  pipeline: {
    released: wait(
      'the first release: database, API and UI',
      BUILD_PHASES.reduce((sum, phases) => sum + BUILD_START + phases, 0),
      'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/88 (1.5 to 2 min until a build starts)',
    ),
  },
};

/** Seconds; undefined for a step that waits for nothing. */
export const usualWait = (stage: string, step: string): UsualWait | undefined => USUAL_WAITS[stage as StageName]?.[step];
export const usualSeconds = (stage: string, step: string): number | undefined => usualWait(stage, step)?.seconds;
