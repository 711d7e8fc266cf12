import { type Files, readRepository } from '../generated-files.ts';

/** A module that says the version. @param says what it is the version of, for its readers */
const versionFile = (version: string, says: string): string =>
  `// Generated from package.json; do not edit: npm run generate\n\n/** ${says} */\nexport const VERSION = '${version}';\n`;

/** The version of the product, of `package.json` of the repository, for what is deployed and for the clients of its API. */
export const versionFiles = (): Files => {
  const { version } = JSON.parse(readRepository('package.json')) as { readonly version: string };
  return new Map([
    ['events-schema/src/generated/version.ts', versionFile(version, 'The release that is deployed, or the last one before this code.')],
    ['api-client/src/generated/version.ts', versionFile(version, 'The release of command and console, or the last one before this code.')],
  ]);
};
