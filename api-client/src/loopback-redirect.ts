/**
 * Ports of the command's own machine to which a browser may come back after a sign-in (RFC 8252). Cognito compares redirect URLs letter
 * by letter, ports included, and takes plain HTTP for `localhost` only (CreateUserPoolClient, CallbackURLs): the pool's client lists
 * them, the command listens on the first that is free.
 */
export const REDIRECT_PORTS = [14180, 24180, 34180] as const;

export const redirectUrl = (port: number): string => `http://localhost:${port}/callback`;
