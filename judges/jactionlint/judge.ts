import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../finding.ts';
import { runPython } from '../python.ts';
import { ROOT } from '../templates/root.ts';

/** What we use of jactionlint's JSON. */
interface Problem {
  readonly filepath: string;
  readonly line: number;
  readonly id: string;
  readonly message: string;
}

/** What GitHub reads: workflows, actions, and what the dependency bot is to do; and the workflows that others are told to copy. */
const READ_BY_GITHUB = /^(\.github\/(workflows\/[^/]+|actions\/[^/]+\/action\.yml|dependabot\.yml)|examples\/github\/[^/]+\.yml)$/;
const filesOf = (folder: string): readonly string[] =>
  ['.github', 'examples']
    .flatMap((top) =>
      (existsSync(path.join(folder, top)) ? readdirSync(path.join(folder, top), { recursive: true }) : []).map((file) => `${top}/${file}`),
    )
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => READ_BY_GITHUB.test(file))
    .map((file) => path.join(folder, file));

/**
 * What jactionlint has against the workflows and actions of a folder: actionlint's rules (keys, expressions, inputs of actions), and
 * whether an action is named by commit, a job has no more rights than it needs, and nobody outside decides what a script runs. It asks
 * nobody over the network.
 */
export const workflows = async (folder: string = ROOT): Promise<readonly Finding[]> => {
  const files = filesOf(folder);
  if (files.length === 0) throw new Error(`there is no workflow in ${folder}`);
  const options = ['--no-online', '--shellcheck=', '--pyflakes=', '--format', 'json'];
  const { code, stdout, stderr } = await runPython('jactionlint', ['-m', 'jactionlint', ...options, '--', ...files]);
  if (code !== 0 && code !== 1) throw new Error(`jactionlint gave no answer: ${stderr.slice(-2_000)}`);
  return (JSON.parse(stdout) as readonly Problem[]).map(({ filepath, line, id, message }) => ({
    judge: 'jactionlint',
    rule: id,
    where: `${path.relative(folder, path.resolve(ROOT, filepath))}:${line}`,
    says: message,
  }));
};
