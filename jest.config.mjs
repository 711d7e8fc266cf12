const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
      module: { type: 'es6' },
    },
  ],
};
/**
 * Longest time of a test or a hook, milliseconds; jest has one for all projects. It bounds a hang and says nothing of speed: nothing that
 * is well comes near it, however busy the machine is. What waits inside a test gives up earlier (`PATIENCE_MS`) and says what never came.
 */
const HANG_MS = 1_800_000;
/**
 * A process keeps modules of the files that it has run: 30 MB for each. Past this it is replaced between two files, or its collector
 * takes a fifth of the processor, and three of them take the memory of a small machine.
 */
const WORKER_MEMORY = '700MB';
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
 * what takes minutes, for `npm run test:long`, and `drill` what stops a whole deployment meanwhile.
 */
export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: WORKER_MEMORY,
  testSequencer: './tests/run/sequencer.cjs',
  testTimeout: HANG_MS,
  cacheDirectory: common.cacheDirectory,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '\\.(aws|browser|long|drill)\\.test\\.ts$', '/tests/e2e/'],
    },
    {
      ...common,
      displayName: 'aws',
      testMatch: ['**/*.aws.test.ts'],
      globalSetup: './tests/run/global-setup.ts',
      globalTeardown: './tests/run/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['**/*.browser.test.ts'],
      globalSetup: './tests/run/global-setup.ts',
      globalTeardown: './tests/run/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'long',
      testMatch: ['**/*.long.test.ts'],
      globalSetup: './tests/run/global-setup.ts',
      globalTeardown: './tests/run/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'drill',
      testMatch: ['**/*.drill.test.ts'],
      globalSetup: './tests/run/global-setup.ts',
      globalTeardown: './tests/run/global-teardown.ts',
    },
  ],
};
