/** A temporary password counts for so long; the pool says so, and an invitation is renewed by it. Days. */
export const INVITATION_DAYS = 7;

/** Whom a tenant's people belong to: administrators manage people. The application reads it in the claim `cognito:groups`. */
export const ADMINISTRATORS = 'admin';
const MEMBERS = 'member';
export const GROUPS: readonly string[] = [ADMINISTRATORS, MEMBERS];
