/** A package at the version that a lock file or a file of requirements pins. */
export interface Pin {
  readonly ecosystem: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  /** File of the repository that pins it. */
  readonly file: string;
  /** Hashes that what is downloaded must have, as written: `sha512-…`, `sha256:…`. */
  readonly hashes: readonly string[];
  /** SPDX expression, as the lock file says it. Files of requirements say none. */
  readonly licence?: string;
  /** Whether the repository asks for it, in a package.json or in the command at the head of the requirements, and not only another package. */
  readonly direct: boolean;
}

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const MODULES = 'node_modules/';

/** Pins of a `package-lock.json` of version 3 (npm documentation, "package-lock.json"): own packages and links left out. */
export const npmPins = (file: string, text: string): readonly Pin[] => {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Entry>> };
  const asked = new Set(
    Object.entries(packages)
      .filter(([folder]) => !folder.includes(MODULES))
      .flatMap(([, own]) => Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })),
  );
  return Object.entries(packages)
    .filter(([folder, { link }]) => folder.includes(MODULES) && !link)
    .map(([folder, { name, version = '', integrity, license }]) => {
      const alias = folder.slice(folder.lastIndexOf(MODULES) + MODULES.length);
      return {
        ecosystem: 'npm' as const,
        name: name ?? alias,
        version,
        file,
        hashes: integrity ? integrity.split(' ') : [],
        ...(license === undefined ? {} : { licence: license }),
        direct: asked.has(alias),
      };
    });
};

/** Pins of a `requirements.txt` with hashes (pip documentation, "Secure installs"). */
export const pythonPins = (file: string, text: string): readonly Pin[] => {
  const asked = new Set([...text.matchAll(/^#.*/gm)].flatMap(([line]) => [...line.matchAll(/([\w.-]+)==/g)].map(([, name]) => name)));
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = line, version = ''] = /^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)/.exec(line) ?? [];
      const hashes = [...line.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
      return { ecosystem: 'pypi', name: name.toLowerCase(), version, file, hashes, direct: asked.has(name) };
    });
};

/** How `pins.json` names a pin. */
export const keyOf = ({ name, version }: Pin): string => `${name}@${version}`;
