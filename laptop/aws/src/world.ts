import type { SourceFolders } from './gateway/emulated/source-folder.ts';
import type { Quotas } from './gateway/rules/limits.ts';

/** A group of the directory behind Identity Center. */
export interface Group {
  readonly GroupId: string;
  readonly DisplayName: string;
  readonly Description?: string;
}

/** What there is in this AWS before the first call. Nothing else of it knows whose it is, and what for. */
export interface World {
  /** The accounts of the organization, of which one manages it. */
  readonly accounts: readonly string[];
  readonly management: string;
  /** The account of callers who sign nothing; its root's key is in `env`. */
  readonly home: string;
  /** Which names the world's resolvers look up, and in which account's public hosted zones. */
  readonly dns: { readonly domain: string; readonly account: string };
  /** Groups of the directory behind Identity Center. */
  readonly groups?: readonly Group[];
  /** Quotas that AWS has raised on request, for an organization that is not a new one. */
  readonly quotas?: Partial<Quotas>;
  /** What CodeCommit's repositories hold. Without it they are empty. */
  readonly repositories?: SourceFolders;
  /** What callers say of their work in the user agent, as `md/<name>#<value>`: the name, by the label that journal and faults use. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The label whose value an event of the work holds, too: a fault that kills a function ends the process with this event. */
  readonly workLabel?: string;
}
