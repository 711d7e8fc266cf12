import type { Expectation } from './expected.ts';
import type { Named } from './policy/principal.ts';
import type { IamPrincipal } from './principal.ts';
import type { Account, Class } from './store.ts';

/** Somebody who reaches something of the tenant, and how. */
export interface Line extends Expectation {
  /** What the line comes from: a principal's own policies, the store's policy, becoming a role, a key. */
  readonly by: 'policy' | 'resource policy' | 'assumption' | 'access key' | 'key grant';
  readonly who: string;
  /** Where who is; absent for those outside the six accounts. */
  readonly whoAccount?: Account;
  /** Exact: ARN, account id, host of a service. */
  readonly principal: string;
  readonly reaches: string;
  readonly account: Account;
  readonly how: readonly Class[];
  readonly actions: readonly string[];
  /** The statements that let it: each with its policy. */
  readonly through: readonly string[];
  /** What a request needs besides, as the policies say it. */
  readonly conditions: readonly string[];
  /** The organization's policy that keeps it out for now. */
  readonly stoppedBy?: string;
}
/** A principal with the classes in which it reaches anything. */
export interface Reaching {
  readonly principal: IamPrincipal;
  readonly how: readonly Class[];
}
export const uniquely = (all: readonly string[]): readonly string[] => [...new Set(all)];

export const namedText = ({ kind, id }: Named): string => (kind === 'anybody' ? 'anybody' : `${kind} ${id}`);
