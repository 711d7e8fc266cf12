/** The oldest Node that deploys; package.json's `devEngines` says the same. */
export const OLDEST_NODE = '22.13';

/** @throws Error that says what to do when this Node is older */
export const requireNode = (version: string = process.versions.node): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Node ${version} is older than ${OLDEST_NODE}, the oldest that deploys. Install Node 24 (https://nodejs.org), ` +
      'or run `npm run postinstall`, which `npm ci --ignore-scripts` leaves out: it brings Node 24 into this folder for npm and npx.',
  );
};
