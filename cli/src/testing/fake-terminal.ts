import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExitCode, usageError } from '../exit-code.ts';
import { run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { TOKEN } from './fake-api.ts';

/** The time at which every test begins; only sleeping moves it. */
export const NOW = '2026-11-24T12:00:00.000Z';

export interface FakeTerminal {
  readonly terminal: Terminal;
  /** What was written since the last look, and forgets it. */
  readonly out: () => string;
  readonly err: () => string;
  readonly asked: string[];
  readonly browsed: string[];
  /** Runs a command and answers its exit code with what it wrote. */
  readonly tenantry: (...words: string[]) => Promise<{ readonly code: ExitCode; readonly out: string; readonly err: string }>;
  readonly interrupt: () => void;
  readonly remove: () => void;
}
export interface FakeTerminalOptions {
  readonly apiUrl?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What a person types, one after the other; a terminal only if given. */
  readonly typed?: readonly string[];
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly fetch?: typeof fetch;
  readonly nameServers?: Terminal['nameServers'];
  readonly cwd?: string;
}

export const fakeTerminal = (options: FakeTerminalOptions = {}): FakeTerminal => {
  const { apiUrl, typed, isTTY = false, columns = 200 } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-cli-'));
  const written = { out: '', err: '' };
  const interruption = new AbortController();
  const answers = [...(typed ?? [])];
  const asked: string[] = [];
  const browsed: string[] = [];
  let now = Date.parse(NOW);
  const taken = (stream: 'out' | 'err') => {
    const text = written[stream];
    written[stream] = '';
    return text;
  };
  const output = (stream: 'out' | 'err') => ({
    write: (text: string) => {
      written[stream] += text;
    },
    isTTY,
    columns,
  });
  const terminal: Terminal = {
    env: { ...(apiUrl ? { TENANTRY_API_URL: apiUrl, TENANTRY_TOKEN: TOKEN } : {}), ...options.env },
    cwd: options.cwd ?? folder,
    configFolder: path.join(folder, 'config'),
    cacheFolder: path.join(folder, 'cache'),
    out: output('out'),
    err: output('err'),
    isInteractive: typed !== undefined,
    ask: async (question) => {
      asked.push(question);
      const answer = answers.shift();
      if (answer === undefined) throw usageError(`the test does not answer: ${question}`);
      return answer;
    },
    browse: async (url) => browsed.push(url) > 0,
    fetch: options.fetch ?? fetch,
    nameServers: options.nameServers ?? (async () => []),
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    interrupted: interruption.signal,
  };
  return {
    terminal,
    out: () => taken('out'),
    err: () => taken('err'),
    asked,
    browsed,
    tenantry: async (...words) => {
      const code = await run(words, terminal);
      return { code, out: taken('out'), err: taken('err') };
    },
    interrupt: () => interruption.abort(),
    remove: () => rmSync(folder, { recursive: true }),
  };
};
