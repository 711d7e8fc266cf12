/** The tenant's own database login, as the platform keeps it in the tenant's account. */
export interface DatabaseSecret {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
  readonly schema: string;
  /** Whether the server takes TLS; its certificate is then checked against Amazon's authorities. */
  readonly ssl: boolean;
}

/** @throws Error that names the missing member, never a value */
export const readSecret = (json: string): DatabaseSecret => {
  const secret = JSON.parse(json) as Partial<DatabaseSecret>;
  for (const name of ['host', 'port', 'dbname', 'username', 'password', 'schema', 'ssl'] as const) {
    if (secret[name] === undefined) throw new Error(`the database secret has no "${name}"`);
  }
  return secret as DatabaseSecret;
};
