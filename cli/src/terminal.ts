/** Where text goes to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** Width in characters; lines are cut there in a terminal. */
  readonly columns: number;
}

/** Everything a command touches besides the API and its own files: a test hands in another. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly cwd: string;
  /** The folder of configuration files: `$XDG_CONFIG_HOME`, by default `~/.config`. */
  readonly configFolder: string;
  /** The folder of what may be deleted at any time: `$XDG_CACHE_HOME`, by default `~/.cache`. */
  readonly cacheFolder: string;
  /** For data, which may be piped. */
  readonly out: Output;
  /** For questions, progress and errors. */
  readonly err: Output;
  /** Whether a person is there to be asked. */
  readonly isInteractive: boolean;
  /** Answers what was typed, trimmed; a secret is not echoed. Throws CommandError at the end of input. */
  readonly ask: (question: string, isSecret?: boolean) => Promise<string>;
  /** Opens a URL in a browser; says whether it could. */
  readonly browse: (url: string) => Promise<boolean>;
  readonly fetch: typeof fetch;
  /** Name servers of a domain, as the public DNS has them. */
  readonly nameServers: (domain: string) => Promise<readonly string[]>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Ends early, without an error, when interrupted. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly interrupted: AbortSignal;
}
