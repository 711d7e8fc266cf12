import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where a package lies, for a file of it: the last `node_modules` of a path counts, packages within packages included. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
/** Names of files that hold a licence, or what a licence wants to be passed on with it (Apache-2.0, section 4 (d)). */
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-]|$)/i;

/** Folders of the packages that some files are of, each once. @param inputs paths of bundled files, with slashes, from `root` */
export const packagesOf = (inputs: readonly string[]): readonly string[] => [
  ...new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[0] ?? [])),
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The licences of all packages of which something is in a bundle, as their files have them: equal texts stand once, below the names of
 * those they are of. Bundlers keep comments, and most packages have their licence in a file of its own.
 * @param root the folder that `inputs` are relative to
 * @throws Error for a package that says no licence
 */
export const licencesOf = (root: string, inputs: readonly string[]): string => {
  const owners = new Map<string, Set<string>>();
  for (const folder of packagesOf(inputs)) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
    if (!license) throw new Error(`${folder}: package.json says no licence, so it cannot go into a package`);
    const texts = readdirSync(path.join(root, folder))
      .filter((file) => LICENCE_FILE.test(file))
      .sort()
      .map((file) =>
        readFileSync(path.join(root, folder, file), 'utf8')
          .replaceAll('\r\n', '\n')
          .trim(),
      );
    const text = texts.length > 0 ? texts.join('\n\n') : `${license} (the package has no file of its licence)`;
    owners.set(text, (owners.get(text) ?? new Set()).add(`${name} ${version} (${license})`));
  }
  const parts = [...owners].map(([text, names]) => `${[...names].sort().join('\n')}\n\n${text}\n`);
  return `Libraries that are part of this package, and their licences.\n\n${parts.sort().join(`\n${'-'.repeat(80)}\n\n`)}`;
};
