import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../../laptop/setup/node.mjs';
import { LOCAL_FOLDER, ROOT } from '../../laptop/src/paths.ts';
import { files } from '../repository.ts';

const run = promisify(execFile);
const FOLDER = path.join(LOCAL_FOLDER, 'upgrade');

interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optional?: boolean;
}
const locked = (root: string): Readonly<Record<string, Locked>> =>
  (JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }).packages;

const emptied = async (name: string): Promise<string> => {
  const folder = path.join(FOLDER, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
};

/**
 * The code of a release, ready to be deployed: its files by its commit, and its packages.
 * @throws Error when the history that is here does not reach so far
 */
export const treeOfRelease = async ({ version, commit }: { readonly version: string; readonly commit: string }): Promise<string> => {
  await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: ROOT }).catch((cause: unknown) => {
    throw new Error(`release ${version} is commit ${commit}, which this clone does not have: git fetch --unshallow`, { cause });
  });
  const root = await emptied(version);
  const archive = path.join(FOLDER, `${version}.tar`);
  await run('git', ['archive', '--output', archive, commit], { cwd: ROOT });
  await run('tar', ['-xf', archive, '-C', root]);
  await rm(archive);
  await bringPackages(root);
  return root;
};

/** A copy of what is here, to be changed. */
export const copyOfThis = async (name: string): Promise<string> => {
  const root = await emptied(name);
  for (const folder of new Set(files.map((file) => path.dirname(file)))) await mkdir(path.join(root, folder), { recursive: true });
  for (const file of files) await copyFile(path.join(ROOT, file), path.join(root, file));
  await bringPackages(root);
  return root;
};

/** The packages of this repository where they are the same versions, which is a matter of links; else those of the tree's lock file. */
const bringPackages = async (root: string): Promise<void> => {
  const [wanted, here] = [locked(root), locked(ROOT)];
  const isSame = ([name, { version, link, optional }]: [string, Locked]): boolean =>
    !name.includes('node_modules/') || link === true || optional === true || here[name]?.version === version;
  if (!Object.entries(wanted).every(isSame)) {
    const [program, args] = npmCommand();
    await run(program, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
    return;
  }
  const workspaces = Object.entries(wanted).flatMap(([name, { link, resolved }]) => (link && resolved ? [[name, resolved] as const] : []));
  const scopes = new Set(workspaces.map(([name]) => name.split('/')[1] ?? ''));
  await linkAll(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), scopes);
  for (const [name, folder] of workspaces) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await symlink(path.join(root, folder), path.join(root, name));
    const own = path.join(ROOT, folder, 'node_modules');
    if (existsSync(own)) await linkAll(own, path.join(root, folder, 'node_modules'), new Set());
  }
};

/** A folder of packages whose entries are links to those of another one, and to each package of a scope. */
const linkAll = async (from: string, to: string, without: ReadonlySet<string>): Promise<void> => {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (without.has(name)) continue;
    if (name.startsWith('@') && lstatSync(path.join(from, name)).isDirectory())
      await linkAll(path.join(from, name), path.join(to, name), new Set());
    else await symlink(path.join(from, name), path.join(to, name));
  }
};
