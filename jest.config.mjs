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

/** `unit` needs nothing; `aws` runs against the laptop's AWS, which its global set-up starts. */
export default {
  maxWorkers: 2,
  cacheDirectory: common.cacheDirectory,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '\\.aws\\.test\\.ts$', '/tests/e2e/'],
    },
    {
      ...common,
      displayName: 'aws',
      testMatch: ['**/*.aws.test.ts'],
      globalSetup: './local/src/test/global-setup.ts',
      globalTeardown: './local/src/test/global-teardown.ts',
    },
  ],
};
