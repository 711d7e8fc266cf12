import { spawn } from 'node:child_process';
import { resolveNs } from 'node:dns/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { CommandError, EXIT } from './exit-code.ts';
import type { Output, Terminal } from './terminal.ts';

/** The terminal, or whatever else this process was started in. */
export const processTerminal = (): Terminal => {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted); // the second time at once
    interruption.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  const { env } = process;
  return {
    env,
    cwd: process.cwd(),
    configFolder: env.XDG_CONFIG_HOME || path.join(homedir(), '.config'),
    cacheFolder: env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
    out: outputOf(process.stdout),
    err: outputOf(process.stderr),
    isInteractive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    ask: (question, isSecret = false) => ask(question, isSecret, interruption.signal),
    browse,
    fetch: (input, init) => fetch(input, init),
    nameServers: resolveNs,
    now: Date.now,
    sleep: (ms) => setTimeout(ms, undefined, { signal: interruption.signal }).catch(() => undefined),
    interrupted: interruption.signal,
  };
};

const outputOf = (stream: NodeJS.WriteStream): Output => {
  // `tenantry list | head -1`: the reader may stop.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: Boolean(stream.isTTY),
    get columns() {
      return stream.columns || 120;
    },
  };
};

const ask = (question: string, isSecret: boolean, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(question);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: isSecret ? silent : process.stderr, terminal: true });
    let isAnswered = false;
    lines.once('line', (line) => {
      isAnswered = true;
      lines.close();
      resolve(line.trim());
    });
    lines.once('SIGINT', () => lines.close());
    signal.addEventListener('abort', () => lines.close(), { once: true });
    lines.once('close', () => {
      if (isSecret || !isAnswered) process.stderr.write('\n');
      if (!isAnswered) reject(new CommandError(EXIT.interrupted, 'nothing was answered, so nothing was done'));
    });
  });

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

const browse = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [command, ...parameters] = OPENERS[process.platform] ?? ['xdg-open'];
    const child = spawn(command, [...parameters, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
