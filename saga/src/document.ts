/** The form of the saga document, which `npm run generate` writes from the stages (`scripts/saga`). */
export interface SagaDocument {
  /** In the order in which an on-boarding begins them. */
  readonly stages: readonly SagaStage[];
  /** Names of the stages in the order in which an off-boarding takes them back. */
  readonly wayBack: readonly string[];
  /** What the stages' services deploy, by what follows `tenantry-<deployment>-`. */
  readonly functions: readonly string[];
  /** Queues that have dead letters. */
  readonly queues: readonly string[];
  readonly alarms: readonly string[];
  /** Roles that the landing zone makes in each account, by what follows `tenantry-<deployment>-`. */
  readonly roles: Readonly<Record<'owner' | 'networking' | 'production' | 'devops' | 'tenant', readonly string[]>>;
}

export interface SagaStage {
  readonly name: string;
  /** Events that it needs to continue, in order. */
  readonly waitsFor: readonly string[];
  readonly hears: readonly string[];
  /** The event that ends its work; the stage that ends the removal has none besides `removed`. */
  readonly ready?: string;
  /** Events after which it removes what it made. */
  readonly removeOn: readonly string[];
  /** The event that says that all it made is gone. */
  readonly removed: string;
  /** Its list: which event opens which steps, and what is published when. */
  readonly entries: readonly SagaEntry[];
  readonly steps: readonly SagaStep[];
  /** What it makes for every tenant, as a short name: its steps and their revisions. */
  readonly baseline: string;
}

export type SagaEntry =
  | { readonly on: string }
  | { readonly also: string }
  | { readonly step: string }
  | { readonly publishes: string }
  /** It goes no further with a tenant that is so. */
  | { readonly unless: 'isolated' | 'suspended' };

export interface SagaStep {
  readonly name: string;
  /** Longest one call may take. */
  readonly maxSeconds: number;
  /** Longest wait in all. */
  readonly deadlineSeconds: number;
  readonly creates: readonly SagaCreates[];
  readonly usually?: UsualWait;
}

/** What a step creates for one tenant. */
export interface SagaCreates {
  /** CloudFormation's name of the type: `AWS::EC2::VPC`. */
  readonly type: string;
  readonly count: number;
  /** What of the deployment multiplies the count. */
  readonly per?: Multiplier;
  readonly account: 'tenant' | 'owner' | 'super-admin' | 'devops' | 'networking' | 'production';
  /** Fields of the step's answer, and of the stage's events, that name it. */
  readonly ids: readonly string[];
  /** Id of the quota that it uses up. */
  readonly quota?: string;
}
export type Multiplier = 'zone' | 'assignment' | 'peered-table';

/** How long AWS usually makes a step wait, and by which source. */
export interface UsualWait {
  readonly for: string;
  readonly seconds: number;
  readonly source: string;
}
