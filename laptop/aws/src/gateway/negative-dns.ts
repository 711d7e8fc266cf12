import { negativeSeconds } from './rules/route53/resolution.ts';
import type { GatewayContext } from './types.ts';

/** What the viewers' resolver keeps of names that did not exist when it asked (RFC 2308): one resolver for all of them. */
export interface NegativeAnswers {
  /** Whether it still says so, without asking again. */
  readonly isKept: (name: string) => boolean;
  /** The name servers have just said so. */
  readonly keep: (name: string) => Promise<void>;
}

const MOST = 1_000;

export const createNegativeAnswers = (context: GatewayContext): NegativeAnswers => {
  const kept = new Map<string, { readonly at: number; readonly awsSeconds: number }>();
  return {
    isKept: (name) => {
      const found = kept.get(name);
      if (found && !context.clock.due(found.at, found.awsSeconds)) return true;
      kept.delete(name);
      return false;
    },
    keep: async (name) => {
      const awsSeconds = await negativeSeconds(context, name);
      if (awsSeconds === undefined) return;
      if (kept.size >= MOST) kept.clear();
      kept.set(name, { at: context.clock.now(), awsSeconds });
    },
  };
};
