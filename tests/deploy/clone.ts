import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { becomeNext } from '../upgrade/next-release.ts';
import { copyOfThis } from '../upgrade/trees.ts';

const run = promisify(execFile);
/** Who commits, whatever this machine has configured; nobody signs. */
const COMMITTER = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false'];

/**
 * A clone as somebody has it who deploys: what is here under the first tag, checked out, and a release that could be the next under the
 * second. Its packages are those of this working copy.
 * @returns its folder
 */
export const cloneWithReleases = async (here: string, next: string): Promise<string> => {
  const root = await copyOfThis('page');
  const git = (...args: readonly string[]) => run('git', [...COMMITTER, ...args], { cwd: root, maxBuffer: 64 * 1024 ** 2 });
  const commit = async (tag: string): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '--no-verify', '--message', tag);
    await git('tag', tag);
  };
  await git('init', '--quiet');
  await commit(here);
  await becomeNext(root);
  await commit(next);
  await git('checkout', '--quiet', here);
  // Where it fetches from: it has everything.
  await git('remote', 'add', 'origin', '.');
  return root;
};
