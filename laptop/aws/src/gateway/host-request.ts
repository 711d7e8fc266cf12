/** One HTTP request as it reached the gateway: by the Host header, or to a proxy (`GET http://name/path`). */
export interface HostRequest {
  readonly method: string;
  /** Host without its port, lower case. */
  readonly host: string;
  /** Path and query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
