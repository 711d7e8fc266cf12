import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './templates/root.ts';

/** A tool written in Python, in the environment that `laptop/setup/main.mjs --<tool>` makes. */
export type Tool = 'cfn-lint' | 'checkov' | 'cloudsplaining' | 'jactionlint' | 'pip-audit';
export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const environmentOf = (tool: Tool): string => path.join(ROOT, '.local/judges', tool);

/** Runs Python of the tool's environment to its end, with nothing of the caller's AWS settings. @param input for its standard input */
export const runPython = async (tool: Tool, args: readonly string[], input = ''): Promise<Answer> => {
  const program = path.join(environmentOf(tool), process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|PYTHON)/.test(name)));
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
  // A program that ends without reading says why by its code.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${tool} is not installed: run node laptop/setup/main.mjs --${tool}`, { cause })));
    child.once('close', resolve);
  });
  return { code, stdout, stderr };
};
