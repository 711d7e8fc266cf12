// Generated from package.json; do not edit: npm run generate

/** The release that is deployed, or the last one before this code. */
export const VERSION = '1.0.0';
