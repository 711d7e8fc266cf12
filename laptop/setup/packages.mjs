// Whether node_modules holds what the lock file says. Plain Node, as main.mjs.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether the packages of a repository are those of its lock file, e.g. after an `npm install` by hand, or after a pull that moves a
 * workspace: npm links each workspace into node_modules, and may install packages inside it.
 */
export const packagesFit = (root) => {
  const hidden = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(hidden);
  return Object.entries(packagesOf(path.join(root, 'package-lock.json'))).every(([name, { version, link, optional, peer }]) => {
    if (!/(^|\/)node_modules\//.test(name)) return true;
    if (link) return existsSync(path.join(root, name));
    return optional || peer || installed[name]?.version === version;
  });
};
