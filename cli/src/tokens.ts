/** What a sign-in gave. */
export interface Tokens {
  /** What the API is sent; a machine's is an access token. */
  readonly idToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds at which the ID token ends. */
  readonly expiresAt: number;
}
