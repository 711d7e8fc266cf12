import { isClosed } from '@tenantry/shared/aws/account-state';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { stateOf } from '../closing/close-accounts.ts';
import { isAccountReassigned } from '../closing/pool.ts';
import { type Evidence, withPass } from '../evidence.ts';
import { type ClosedAccount, inClosedAccount } from '../leftovers/closed-account.ts';
import type { Leftover } from '../leftovers/leftover.ts';
import { apart, describeLeftover, listAll, lookedFor } from '../leftovers/leftovers-of.ts';
import { type Removal, removeLeftovers } from '../leftovers/remove-leftovers.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId?: string | undefined;
  readonly slug?: string | undefined;
  readonly domain?: string | undefined;
  readonly closedAccount?: ClosedAccount;
}
/** Looks that show the same leftovers, of which none is ours to remove, until a person is asked: half an hour. */
const PATIENCE = 8;
/** Lists lag behind removals: seconds first, and minutes in the tagging API. Seconds until the next look. */
const pauseAfter = (looks: number): number => (looks < 3 ? 20 : 300);
const named = (lines: readonly string[]): string =>
  `${lines.slice(0, 5).join('; ')}${lines.length > 5 ? `; and ${lines.length - 5} more` : ''}`;

/**
 * Lists what is left of the tenant in every account and region, removes what it may, and lists again until nothing is left but a
 * baseline with reasons. Every look is written down; the last one is the proof.
 */
export const sweep = step(
  'sweep',
  {
    ensure: async (scope: Scope, { accountId, slug, domain, closedAccount }: Needs) => {
      const { tenantId, zone, evidence } = scope;
      const accountState = accountId ? await stateOf(scope.organizations, accountId) : undefined;
      const isReassigned =
        accountId && zone.config.organization.recycle && (await isAccountReassigned(scope.organizations, accountId, tenantId));
      const isAccountClosed = isReassigned || (accountId !== undefined && isClosed(accountId, accountState));
      const tenantAccountId = isReassigned ? undefined : accountId; // what the next tenant has in shared accounts is that one's
      const listings = await listAll({ tenantId, tenantAccountId, isAccountClosed, domain, zone }, scope.clientsIn);
      const at = new Date(scope.closing.now() * 1000).toISOString();
      const unseen =
        accountId && isAccountClosed && !isReassigned && !(await isClosedByUs(scope)) ? inClosedAccount(accountId, closedAccount, at) : [];
      const { leftovers, baseline } = apart([...listings.flatMap(({ found }) => found), ...unseen]);
      const before = (await evidence.read(tenantId))?.passes ?? [];
      const document = { tenantId, accountId, slug, domain };
      if (leftovers.length === 0) {
        const reasons = baseline.map(({ isTenants: _, isTold: __, baseline: reason = '', ...leftover }) => ({
          ...leftover,
          reason,
        }));
        const proof: Evidence['proof'] = {
          at,
          accountState: isReassigned ? 'GIVEN_ON' : accountState,
          leftovers: 0,
          lookedFor: lookedFor(listings),
          baseline: reasons,
        };
        return { leftovers: 0, remains: remainsOf(baseline), evidence: await evidence.write({ ...document, passes: before, proof }) };
      }
      const removal = await removeLeftovers(listings);
      const passes = withPass(before, { at, found: leftovers.map(describeLeftover), removed: removal.removed, kept: removal.kept });
      await evidence.write({ ...document, passes });
      throw verdict(removal, passes.at(-1)?.looks ?? 1);
    },
    // The stage only goes forward: its building is the removal.
    remove: async (_scope: Scope) => {},
  },
  { maxSeconds: 20, deadlineSeconds: 6 * 3600 },
);

/** Whether this removal has reached the closing before: then the account was empty. */
const isClosedByUs = async ({ tenantId, closing }: Scope): Promise<boolean> => (await closing.closings.find(tenantId)) !== undefined;

/** An event has at most 256 KB; the evidence names all. */
const MOST_TOLD = 100;
/** What was left alone on purpose, and is not AWS's own. */
const remainsOf = (baseline: readonly Leftover[]) =>
  baseline
    .filter(({ isTold }) => isTold)
    .map((one) => ({ what: describeLeftover(one), why: one.baseline ?? '' }))
    .slice(0, MOST_TOLD);

/** What follows from a pass that found something. */
const verdict = ({ removed, kept, held, errors }: Removal, looks: number): unknown => {
  if (removed.length > 0) return new Wait(10, `AWS to show that ${named(removed)} are gone`);
  if (errors.length > 0) return errors[0];
  if (held > 0) return new Wait(15, `AWS to let go of ${named(kept.map(({ what }) => what))}`);
  const lines = kept.map(({ what, why }) => `${what} (${why})`);
  if (looks < PATIENCE) return new Wait(pauseAfter(looks), `AWS to show that ${named(lines)} are gone`);
  return new StalledError(`${kept.length} leftovers that the sweep does not remove: ${named(lines)}`, {
    code: 'LeftoversFound',
    advice: 'Find out whose they are, remove them there, then retry the stage; docs/runbook.md#leftovers-found.',
  });
};
