import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { files } from '../../tests/repository.ts';
import { runPython } from '../python.ts';
import { ROOT } from '../templates/root.ts';

/**
 * `npm run audit`: known vulnerabilities of everything that is pinned, asked of the registries: npm's advisories for each lock file, those of
 * PyPI (by pip-audit) for each file of requirements. 1 when there is one; 2 when a registry gave no answer, which is not the same as none.
 */
const named = (name: string): readonly string[] => files.filter((file) => path.posix.basename(file) === name);
const show = (worst: number, text: string): void => console.log(`${['ok    ', 'FAILED', 'UNKNOWN'][worst]} ${text}`);

/** `npm audit` answers 1 for vulnerabilities and for an endpoint that fails: its report tells which. */
const ofNpm = (lock: string): number => {
  const cwd = path.join(ROOT, path.posix.dirname(lock));
  const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    shell: process.platform === 'win32',
  });
  const report = JSON.parse(stdout || '{}') as { metadata?: { vulnerabilities: { total: number } }; vulnerabilities?: object };
  const total = report.metadata?.vulnerabilities.total;
  const result = total === undefined ? 2 : total > 0 ? 1 : 0;
  show(result, `${lock}: ${total ?? 'no answer'}${result === 1 ? ` (${Object.keys(report.vulnerabilities ?? {}).join(', ')})` : ''}`);
  return result;
};

const ofPython = async (requirements: string): Promise<number> => {
  const { code, stdout, stderr } = await runPython('pip-audit', [
    '-m',
    'pip_audit',
    '--require-hashes',
    '--disable-pip',
    '--format',
    'json',
    '--requirement',
    requirements,
  ]);
  const report = (stdout.startsWith('{') ? JSON.parse(stdout) : {}) as { dependencies?: { name: string; vulns?: { id: string }[] }[] };
  const found = report.dependencies?.flatMap(({ name, vulns = [] }) => vulns.map(({ id }) => `${name} ${id}`));
  const result = found === undefined ? 2 : found.length > 0 || code !== 0 ? 1 : 0;
  show(result, `${requirements}: ${found ? `${found.length} ${found.join(', ')}` : stderr.trim().slice(-300)}`);
  return result;
};

let worst = 0;
for (const lock of named('package-lock.json')) worst = Math.max(worst, ofNpm(lock));
for (const requirements of named('requirements.txt')) worst = Math.max(worst, await ofPython(requirements));
process.exitCode = worst;
