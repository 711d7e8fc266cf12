import { spawn } from 'node:child_process';
import { ROOT } from '../../laptop/src/paths.ts';

/** One check of `npm run verify`: a program that ends with 0 when all is well. */
export interface Check {
  readonly title: string;
  /** Arguments of Node. */
  readonly run: readonly string[];
}
export interface Verdict {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a check to its end. Its output is kept, for nobody wants to read what went well. */
export const verdictOf = async ({ title, run }: Check): Promise<Verdict> => {
  const started = Date.now();
  const child = spawn(process.execPath, run, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(-1);
    });
    child.once('close', resolve);
  });
  return { title, passed: code === 0, seconds: (Date.now() - started) / 1000, output };
};

export const line = ({ title, passed, seconds }: Verdict): string => `${passed ? 'ok    ' : 'FAILED'} ${title} (${seconds.toFixed(1)} s)`;
