import type { Clock, ClockScale } from './clock.ts';
import type { Faults } from './gateway/faults.ts';
import type { Journal } from './gateway/journal.ts';
import type { RejectedConnection } from './gateway/network/database-port.ts';
import type { RuleSwitches } from './gateway/rule-switches.ts';
import type { GatewayContext, Rule, Service } from './gateway/types.ts';
import type { Postgres } from './postgres.ts';
import type { World } from './world.ts';

export interface AwsOptions {
  readonly world: World;
  /** The gateway's port. Default: any free port. */
  readonly port?: number;
  readonly clock?: ClockScale;
  /** Where calls go that name none. Default us-east-1. */
  readonly region?: string;
  /** Where state, temporary files and logs live. */
  readonly stateDir: string;
  readonly journalFile?: string;
  /** Without PostgreSQL the start is a second faster: for tests that need no database. Default true. */
  readonly postgres?: boolean;
  /** `fresh`: a new organization with AWS's defaults, in which nothing is raised and nothing is switched on. */
  readonly aws?: 'fresh';
  /** For tests of the gateway itself: what it answers in place of its own services, and its rules. */
  readonly services?: readonly Service[];
  readonly rules?: readonly Rule[];
}

/** AWS on this machine, running. */
export interface Aws {
  /** The only AWS endpoint: AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  readonly region: string;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Which rules of the gateway are on: all, until a test switches one off. */
  readonly rules: RuleSwitches;
  readonly clock: Clock;
  readonly postgres?: Postgres;
  /** Connections to the database that AWS would not have made, oldest first. */
  readonly rejectedConnections: () => readonly RejectedConnection[];
  /** From now on `url` answers `host`, a name that is no part of this AWS: the issuer of another platform, for one. */
  readonly answerBy: (host: string, url: string) => void;
  /** For the gateway's own parts and for tests that look behind it. */
  readonly context: GatewayContext;
  /** Environment of an AWS client: endpoint, region and the root key of the world's home account. */
  readonly env: Readonly<Record<string, string>>;
  /** The processes that run Lambda functions now. */
  readonly workers: () => Promise<readonly FunctionProcess[]>;
  /** SIGKILL for a function's processes that are at work (all of them with `idle`), on an event that contains a text. Answers their pids. */
  readonly killFunction: (name: string, options?: { readonly idle?: boolean; readonly contains?: string }) => Promise<readonly number[]>;
  /** The next creation of this resource of a stack fails, after everything before it has succeeded. */
  readonly failResource: (stack: string, logicalId: string) => Promise<void>;
  /** Saves the state and ends every process. */
  readonly stop: () => Promise<void>;
}

export interface FunctionProcess {
  readonly function: string;
  readonly role: string;
  readonly pid: number;
  readonly busy: boolean;
}
