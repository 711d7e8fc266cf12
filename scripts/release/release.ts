import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConventionalChangelog } from 'conventional-changelog';
import { objections, Releases, releaseAfter } from './releases.ts';

export interface ReleaseOptions {
  /** The repository's root. */
  readonly root: string;
  readonly version: string;
  /** Day of the release: `2026-11-28`. */
  readonly at: string;
  readonly tag: boolean;
  /** Writes what is generated, and accepts the baselines of events, tables and parameter. */
  readonly generate: () => void;
}

/** A release that cannot be made as things are. Nothing is committed. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}

/**
 * Makes a release in two commits: the first is the release, the second writes the first one's id into `releases.json`, which no commit can
 * say of itself.
 * @returns the id of the release's commit
 * @throws ReleaseRefused
 */
export const release = async ({ root, version, at, tag, generate }: ReleaseOptions): Promise<string> => {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).trim();
  const file = (name: string): string => path.join(root, name);
  const edit = (name: string, change: (text: string) => string): void =>
    writeFileSync(file(name), change(existsSync(file(name)) ? readFileSync(file(name), 'utf8') : ''));
  if (git('status', '--porcelain') !== '') throw new ReleaseRefused('there are changes that are not committed: commit them first');

  const releases = existsSync(file('releases.json')) ? Releases.parse(JSON.parse(readFileSync(file('releases.json'), 'utf8'))) : [];
  const last = releases.at(-1);
  const entry = await changelogEntry(root, version, at, last?.commit);
  const reasons = objections(last, version, /^### .*BREAKING CHANGES/m.test(entry));
  if (reasons.length > 0) throw new ReleaseRefused(reasons.join('\n'));

  edit('package.json', (text) => withVersion(text, version, 1));
  edit('package-lock.json', (text) => withVersion(text, version, 2));
  generate();
  edit('CHANGELOG.md', (text) => withEntry(text, entry));
  git('add', '--all');
  git('commit', '--quiet', '--message', `chore(release): ${version}`);
  const commit = git('rev-parse', 'HEAD');
  edit('releases.json', () => `${JSON.stringify([...releases, releaseAfter(last, version, commit, at)], null, 2)}\n`);
  git('add', 'releases.json');
  git('commit', '--quiet', '--message', `chore(release): the commit of ${version}`);
  if (tag) git('tag', '--annotate', `v${version}`, '--message', `Tenantry ${version}`, commit);
  return commit;
};

/** What conventional commits say since a release, as Markdown. @param from the last release; all history without one */
const changelogEntry = async (root: string, version: string, date: string, from: string | undefined): Promise<string> => {
  const changelog = new ConventionalChangelog(root)
    .loadPreset('conventionalcommits')
    // Where the repository lives, its clones decide.
    .package({ name: 'tenantry', version })
    .context({ version, date, linkCompare: false, linkReferences: false })
    // The last release is known by its commit: a clone may lack the tags.
    .tags({ prefix: 'none/' })
    .commits(from === undefined ? {} : { from });
  let text = '';
  for await (const part of changelog.write()) text += part;
  return text.trim();
};

/** The version at the head of a package.json, or at the two places of a lock file that are the repository's own. */
const withVersion = (text: string, version: string, places: number): string => {
  let left = places;
  return text.replace(/"version": "[^"]*"/g, (found) => (left-- > 0 ? `"version": "${version}"` : found));
};

const HEAD =
  '# Changelog\n\nWhat each [release](docs/versions.md) brings, newest first; `npm run release` writes it from the titles of commits.\n';
const withEntry = (text: string, entry: string): string => {
  const older = text.startsWith(HEAD) ? text.slice(HEAD.length) : '';
  return `${HEAD}\n${entry}\n${older}`;
};
