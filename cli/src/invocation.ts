import { type Client, createClient } from '@tenantry/api-client/client';
import { type Chosen, chooseProfile } from './choose-profile.ts';
import type { ExitCode } from './exit-code.ts';
import { tokenPath } from './platform-token.ts';
import { steadyFetch } from './steady-fetch.ts';
import { type Styles, stylesOf } from './style.ts';
import type { Terminal } from './terminal.ts';
import { tokenSource } from './token-source.ts';
import { visibleClient } from './visible.ts';

/** An API that a command talks to. */
export interface Connection extends Chosen {
  /** What it answers is fit to be printed; with `--json` it is as it came. */
  readonly api: Client;
  /** Answers as they came, byte for byte: for files. */
  readonly exact: Client;
}

/** One run of one command. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** For data. */
  readonly styles: Styles;
  /** Width at which lines are cut: the terminal's; none in a pipe. */
  readonly width: number;
  readonly connect: () => Promise<Connection>;
  /** Writes the result: JSON if that was asked for, else the text. */
  readonly print: (json: unknown, text: () => string) => void;
  /** Says something beside the result, on standard error; silent with `--json`. */
  readonly note: (text: string) => void;
}
/** What a command does; its exit code is 0 unless it says otherwise. */
export type Action<Options> = (invocation: Invocation, args: readonly string[], options: Options) => Promise<ExitCode | undefined>;

export const invocationOf = (terminal: Terminal, isJson: boolean, profile?: string): Invocation => {
  const { out, err, env } = terminal;
  let connection: Promise<Connection> | undefined;
  return {
    terminal,
    isJson,
    styles: stylesOf(out, env),
    width: out.isTTY ? out.columns : Number.POSITIVE_INFINITY,
    connect: () => {
      connection ??= chooseProfile(terminal, profile).then((chosen) => {
        const [baseUrl, token] = [chosen.profile.apiUrl, tokenSource(terminal, chosen)];
        const exact = createClient({ baseUrl, token, below: tokenPath, fetch: steadyFetch(terminal) });
        return { ...chosen, exact, api: isJson ? exact : visibleClient(exact) };
      });
      return connection;
    },
    print: (json, text) => out.write(isJson ? `${JSON.stringify(json, null, 2)}\n` : text()),
    note: (text) => {
      if (!isJson) err.write(`${text}\n`);
    },
  };
};
