/** What the secret of the tenant's administrator says. */
export interface FirstUserSecret {
  readonly username: string;
  /** Temporary: Cognito asks for another at the first sign-in. */
  readonly password: string;
}
