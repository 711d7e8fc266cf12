/** What a sign-in gave. */
export interface Tokens {
  readonly idToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds at which the ID token ends. */
  readonly expiresAt: number;
}
