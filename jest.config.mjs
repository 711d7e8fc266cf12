const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
      module: { type: 'es6' },
    },
  ],
};
const common = {
  cacheDirectory: '<rootDir>/.local/jest',
  transform,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/\\.local/', '/\\.serverless/', '/\\.esbuild/', '/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/\\.local/'],
};

/**
 * `unit` needs nothing; the others run against the laptop's AWS, which their global set-up starts. `browser` needs a Chromium; `long` is
 * what takes minutes, for `npm run test:long`.
 */
export default {
  maxWorkers: 2,
  cacheDirectory: common.cacheDirectory,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '\\.(aws|browser|long)\\.test\\.ts$', '/tests/e2e/'],
    },
    {
      ...common,
      displayName: 'aws',
      testMatch: ['**/*.aws.test.ts'],
      globalSetup: './local/src/test/global-setup.ts',
      globalTeardown: './local/src/test/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['**/*.browser.test.ts'],
      globalSetup: './local/src/test/global-setup.ts',
      globalTeardown: './local/src/test/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'long',
      testMatch: ['**/*.long.test.ts'],
      globalSetup: './local/src/test/global-setup.ts',
      globalTeardown: './local/src/test/global-teardown.ts',
    },
  ],
};
