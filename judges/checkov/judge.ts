import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Judged } from '../configurations.ts';
import type { Finding } from '../finding.ts';
import { runPython } from '../python.ts';
import { fileOf } from '../templates/files.ts';
import { ROOT } from '../templates/root.ts';

interface Sums {
  readonly failed: number;
  readonly parsing_errors: number;
  readonly resource_count: number;
}
/** What we use of checkov's JSON. */
interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
  readonly summary: Sums;
}

/** What checkov has against templates. @throws Error when it cannot read one of them */
export const checkov = async (stacks: readonly Judged[]): Promise<readonly Finding[]> => {
  const folder = path.join(ROOT, '.local/judges', `checkov-${process.pid}`);
  try {
    for (const stack of stacks) {
      const file = path.join(folder, stack.configuration, fileOf(stack));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, stack.body);
    }
    const run = 'import sys; from checkov.main import Checkov; sys.exit(Checkov().run())';
    const options = ['--framework', 'cloudformation', '--output', 'json', '--quiet', '--compact', '--skip-download'];
    const { stdout, stderr } = await runPython('checkov', ['-c', run, '--directory', folder, ...options]);
    const { results, summary } = reportOf(stdout, stderr);
    if (summary.parsing_errors > 0) throw new Error(`checkov cannot read ${summary.parsing_errors} templates`);
    if (summary.resource_count === 0) throw new Error('checkov saw no resource');
    return results.failed_checks.map(({ check_id: rule, check_name: says, file_path: file, resource }) => ({
      judge: 'checkov',
      rule,
      where: `${file.replace(/^\/[^/]+\//, '')} ${resource}`,
      says,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Where nothing failed, and --quiet leaves out what passed, the answer is the sums alone. */
const reportOf = (stdout: string, stderr: string): Report => {
  try {
    const report = JSON.parse(stdout) as Report | Sums;
    if ('results' in report) return report;
    if (report.failed === 0) return { results: { failed_checks: [] }, summary: report };
    throw new Error('neither findings nor sums');
  } catch (cause) {
    throw new Error(`checkov gave no answer: ${stderr.slice(-2_000)}`, { cause });
  }
};
