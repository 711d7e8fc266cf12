import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { killGroup, ownProcess } from '../../../processes.ts';
import type { BuildLog } from './build-log.ts';

interface CommandFailure {
  readonly command: string;
  readonly exitCode: number;
}

/** The shell of one build: environment and working directory pass from one phase to the next, as in buildspec version 0.2. */
export interface BuildShell {
  /** Runs the commands until one fails, then `finallyCommands` in any case. Answers the first failure. */
  readonly run: (
    commands: readonly string[],
    finallyCommands: readonly string[],
    signal: AbortSignal,
  ) => Promise<CommandFailure | undefined>;
  /** The value of an exported variable after the last phase. */
  readonly variable: (name: string) => Promise<string | undefined>;
  /** Sets a variable for the phases to come. */
  readonly set: (name: string, value: string) => void;
  /** Kills whatever the build has left running. */
  readonly kill: () => void;
}

export interface BuildShellOptions {
  /** Private to the shell: what it remembers. Its parent is the build's own folder. */
  readonly stateFolder: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: BuildLog;
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** How long output of background processes may hold a phase open after its shell has ended. */
const DRAIN_MS = 250;

const steps = (commands: readonly string[], number: (index: number) => number): string =>
  commands
    .map(
      (command, index) => `__codebuild_step=${number(index)}\n__codebuild_say ${quote(command)}\neval ${quote(command)}\n__codebuild_check`,
    )
    .join('\n');

/** The failed step is the one that was running at the end: a command may also be `exit`. The last commands run in a shell of their own. */
const script = (stateFolder: string, commands: readonly string[], finallyCommands: readonly string[]): string => `
__codebuild_state=${quote(stateFolder)}
if [ -f "$__codebuild_state/environment" ]; then . "$__codebuild_state/environment"; cd "$(cat "$__codebuild_state/folder")"; fi
. "$__codebuild_state/assigned"
__codebuild_say() { echo "[Container] $(date -u +'%Y/%m/%d %H:%M:%S') Running command $1"; }
__codebuild_check() { local status=$?; [ $status -eq 0 ] || exit $status; }
__codebuild_failed() { [ -s "$__codebuild_state/failed" ] || echo $__codebuild_step > "$__codebuild_state/failed"; }
__codebuild_last() {
  trap '[ $? -eq 0 ] || __codebuild_failed' EXIT
${steps(finallyCommands, (index) => -1 - index)}
}
__codebuild_end() {
  local code=$?
  [ $code -eq 0 ] || __codebuild_failed
  export -p > "$__codebuild_state/environment"
  pwd > "$__codebuild_state/folder"
  env -0 > "$__codebuild_state/variables"
  ( __codebuild_last ) || { local last=$?; [ $code -ne 0 ] || code=$last; }
  exit $code
}
trap __codebuild_end EXIT
${steps(commands, (index) => index)}
`;

const ended = (child: ChildProcess, output: Promise<unknown>): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', async (code, signal) => {
      await Promise.race([output, new Promise((done) => setTimeout(done, DRAIN_MS).unref())]);
      resolve(code ?? (signal === null ? 1 : 137));
    });
  });

export const createBuildShell = ({ stateFolder, workingFolder, environment, log }: BuildShellOptions): BuildShell => {
  const groups: number[] = [];
  const assigned = new Map<string, string>();

  const start = async (commands: readonly string[], finallyCommands: readonly string[]): Promise<ChildProcess> => {
    await mkdir(stateFolder, { recursive: true });
    const assignments = [...assigned].map(([name, value]) => `export ${name}=${quote(value)}\n`);
    await writeFile(join(stateFolder, 'assigned'), assignments.join(''));
    await writeFile(join(stateFolder, 'failed'), '');
    const child = spawn('bash', ['-c', script(stateFolder, commands, finallyCommands)], {
      cwd: workingFolder,
      env: { ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    ownProcess('build', child, [dirname(stateFolder)]);
    if (child.pid !== undefined) groups.push(child.pid);
    return child;
  };

  return {
    run: async (commands, finallyCommands, signal) => {
      signal.throwIfAborted();
      const child = await start(commands, finallyCommands);
      const stop = (): void => killGroup(child.pid, 'SIGKILL');
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      const output = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? log.pipe(stream) : undefined)));
      const exitCode = await ended(child, output).finally(() => signal.removeEventListener('abort', stop));
      signal.throwIfAborted();
      if (exitCode === 0) return undefined;
      const failed = Number.parseInt(await readFile(join(stateFolder, 'failed'), 'utf8'), 10);
      const command = failed < 0 ? finallyCommands[-1 - failed] : commands[Number.isNaN(failed) ? commands.length - 1 : failed];
      return { command: command ?? '', exitCode };
    },
    variable: async (name) => {
      const variables = await readFile(join(stateFolder, 'variables'), 'utf8').catch(() => '');
      const line = variables.split('\0').find((entry) => entry.startsWith(`${name}=`));
      return line?.slice(name.length + 1);
    },
    set: (name, value) => assigned.set(name, value),
    kill: () => {
      for (const group of groups) killGroup(group, 'SIGKILL');
    },
  };
};
