import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

const KEPT = 5_000;
/** Shorter values would mask innocent text. */
const SHORTEST_SECRET = 4;

const stamp = (now: Date): string => now.toISOString().replace(/-/g, '/').replace('T', ' ').replace('Z', '');

/** The log of one build: a file, and the newest lines in memory. Values of secrets are masked, as CodeBuild does. */
export class BuildLog {
  readonly file: string;
  #events: LogEvent[] = [];
  #secrets: string[] = [];
  readonly #stream: WriteStream;
  readonly #now: () => number;

  private constructor(file: string, now: () => number) {
    this.file = file;
    this.#stream = createWriteStream(file, { flags: 'a' });
    this.#now = now;
  }

  static async open(file: string, now: () => number): Promise<BuildLog> {
    await mkdir(dirname(file), { recursive: true });
    return new BuildLog(file, now);
  }

  get events(): readonly LogEvent[] {
    return this.#events;
  }

  /** From now on every occurrence of these values is written as `***`. */
  mask(secrets: readonly string[]): void {
    const lines = secrets.flatMap((secret) => [secret, ...secret.split('\n')]);
    this.#secrets = [...this.#secrets, ...lines.filter((line) => line.length >= SHORTEST_SECRET)].sort((a, b) => b.length - a.length);
  }

  masked(text: string): string {
    return this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  }

  write(line: string): void {
    const message = this.masked(line);
    this.#events.push({ timestamp: this.#now(), message });
    if (this.#events.length > KEPT) this.#events.shift();
    this.#stream.write(`${message}\n`);
  }

  /** A line by CodeBuild itself. */
  announce(message: string): void {
    this.write(`[Container] ${stamp(new Date(this.#now()))} ${message}`);
  }

  /** Writes a stream line by line until it ends. */
  async pipe(stream: Readable): Promise<void> {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.write(line.replace(/\r$/, ''));
    });
    await new Promise<void>((resolve) => stream.once('close', () => resolve()));
    if (rest !== '') this.write(rest);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(() => resolve()));
  }
}
