import type { AttentionAction, AttentionKind } from '@tenantry/events-schema/attention';
import type { Failure } from '@tenantry/shared/failure/errors';
import type { TenantHistory } from '../history.ts';

/** Something for which a tenant needs attention, and when: the events say it without a clock. Times are ISO 8601, UTC. */
export interface Found {
  readonly kind: AttentionKind;
  /** Absent where it is about no stage. */
  readonly stage?: string;
  readonly step?: string;
  readonly since: string;
  /** In one sentence, for a person. */
  readonly reason: string;
  readonly failure?: Failure & { readonly step: string };
  /** What to do about it. */
  readonly advice: string;
  readonly action: AttentionAction;
  /** The section of the runbook, as text of the product names it. */
  readonly link: string;
  /** Somebody has asked for it to be tried again, and that is at work. */
  readonly isRetried?: true;
  /** It needs attention from then on; from the beginning when absent. */
  readonly from?: string;
  /** It is over then, without a person. */
  readonly until?: string;
}

/** What finds attention of one or several kinds. Pure, without a clock. */
export type Source = (history: TenantHistory) => readonly Found[];

/** Why a call failed, without what AWS said at length. */
export const refusalOf = ({ call, code }: Pick<Failure, 'call' | 'code'>): string => (call ? `${call} answered ${code}` : code);
