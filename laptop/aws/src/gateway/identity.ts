import type { Caller } from './call.ts';
import type { EmulatorClient } from './emulator.ts';

export interface Identity {
  /** Who an access key is. Unknown keys (and unsigned calls) are the default account's anonymous caller; the emulator refuses them itself. */
  readonly identify: (accessKeyId: string | undefined) => Promise<Caller>;
}

/** The ARN of a caller that signed nothing. */
export const ANONYMOUS = 'anonymous';

const MAX_CACHED = 5_000;

/** Asks the emulator's STS once per access key: a session's account and role never change. */
export const createIdentity = (emulator: EmulatorClient, defaultAccountId: string): Identity => {
  const known = new Map<string, Caller>();
  const anonymous: Caller = { accountId: defaultAccountId, arn: ANONYMOUS };
  return {
    identify: async (accessKeyId) => {
      if (accessKeyId === undefined || accessKeyId === '') return anonymous;
      if (/^\d{12}$/.test(accessKeyId)) return { accountId: accessKeyId, arn: `arn:aws:iam::${accessKeyId}:root` };
      const cached = known.get(accessKeyId);
      if (cached) return cached;
      const answer = await emulator.internal('identify', { accessKeyId });
      if (answer.status !== 200) return anonymous;
      const { accountId, arn, role } = answer.output;
      const caller = { accountId: String(accountId), arn: String(arn), ...(typeof role === 'string' ? { role } : {}) };
      if (known.size >= MAX_CACHED) known.clear();
      known.set(accessKeyId, caller);
      return caller;
    },
  };
};
