/** Groups of the pool; the platform makes them. An administrator manages people, a member does not. */
export const ROLES = ['admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

/** A person as the user pool knows him. */
export interface Account {
  /** The subject in tokens: it never changes and is never given to another. */
  readonly id: string;
  readonly email: string;
  readonly isEnabled: boolean;
  /** Has chosen a password. */
  readonly isConfirmed: boolean;
  /** When the pool last changed it: of somebody who has not chosen a password yet, when he was last invited. */
  readonly changedAt: Date;
}
/** A person as the API shows him. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly state: 'active' | 'invited' | 'expired' | 'disabled';
  /** Of who is invited or was: when the temporary password counts no more. */
  readonly expiresAt?: string;
}

/** A temporary password counts for so long; the platform's pool says so. Milliseconds. */
const VALIDITY = 7 * 86_400_000;

/** @param now epoch milliseconds */
export const personOf = ({ id, email, isEnabled, isConfirmed, changedAt }: Account, role: Role, now: number): Person => {
  if (!isEnabled) return { id, email, role, state: 'disabled' };
  if (isConfirmed) return { id, email, role, state: 'active' };
  const expires = changedAt.getTime() + VALIDITY;
  return { id, email, role, state: now < expires ? 'invited' : 'expired', expiresAt: new Date(expires).toISOString() };
};
