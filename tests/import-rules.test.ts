import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** Each file of the repository with an import that it must not have; the rules are those of biome.json. */
const REFUSED: readonly [who: string, file: string, imported: string][] = [
  ['a service imports another by path', 'services/network/src/scope.ts', '../../account/src/stage.ts'],
  ['a step imports another service by path', 'services/network/src/steps/vpc.ts', '../../../account/src/stage.ts'],
  ["a service's serverless.ts imports another service", 'services/network/serverless.ts', '../account/src/stage.ts'],
  ['a service imports another over the root', 'services/network/src/steps/vpc.ts', '../../../../services/account/src/stage.ts'],
  ['a service imports another by package name', 'services/network/src/scope.ts', '@tenantry/account-service/stage'],
  ["a service imports another's package itself", 'services/network/src/scope.ts', '@tenantry/account-service'],
  ['a service imports shared code by path', 'services/network/src/scope.ts', '../../../shared/src/saga/stage.ts'],
  ['a service imports the landing zone by path', 'services/network/src/scope.ts', '../../../landing-zone/src/owner.ts'],
  ['a service imports the landing zone by package name', 'services/network/src/scope.ts', '@tenantry/landing-zone/owner'],
  ['a service imports the laptop by path', 'services/network/src/scope.ts', '../../../laptop/aws/src/start.ts'],
  ['a service imports the laptop by package name', 'services/network/src/scope.ts', '@tenantry/laptop/start'],
  ['a service imports the tests', 'services/network/src/scope.ts', '../../../tests/saga.ts'],
  ['shared code imports a service by path', 'shared/src/saga/runner.ts', '../../../services/network/src/stage.ts'],
  ['shared infrastructure imports a service by path', 'shared/src/infra/function.ts', '../../../services/network/src/stage.ts'],
  ['shared code imports a service by package name', 'shared/src/saga/runner.ts', '@tenantry/network-service/stage'],
  ['shared code imports the landing zone', 'shared/src/saga/runner.ts', '@tenantry/landing-zone/owner'],
  ['shared code imports the laptop', 'shared/src/saga/runner.ts', '../../../laptop/aws/src/start.ts'],
  ['shared code imports the saga document', 'shared/src/saga/runner.ts', '@tenantry/saga/stages'],
  ['the landing zone imports the saga document', 'landing-zone/src/tenant.ts', '@tenantry/saga/stages'],
  ['events import shared code by path', 'events-schema/src/event.ts', '../../shared/src/saga/record.ts'],
  ['the generator of events imports shared code by path', 'events-schema/src/generate/main.ts', '../../../shared/src/saga/record.ts'],
  ['events import shared code by package name', 'events-schema/src/event.ts', '@tenantry/shared/saga/record'],
  ['events import a service by path', 'events-schema/src/event.ts', '../../services/network/src/stage.ts'],
  ['events import the laptop', 'events-schema/src/event.ts', '@tenantry/laptop/start'],
  ['the landing zone imports a service', 'landing-zone/src/policies/network.ts', '../../../services/network/src/stage.ts'],
  ['the landing zone imports the laptop', 'landing-zone/src/owner.ts', '../../laptop/aws/src/start.ts'],
  ["the tenant's application imports shared code", 'tenant-app/api/src/handler.ts', '../../../shared/src/saga/record.ts'],
  ['the command imports the laptop by path', 'cli/src/demo-profile.ts', '../../laptop/src/paths.ts'],
  ['the command imports the laptop by package name', 'cli/src/demo-profile.ts', '@tenantry/laptop/paths'],
  ['the command imports a service', 'cli/src/commands/list.ts', '@tenantry/admin-service/api/handlers'],
  ['the command imports shared code', 'cli/src/commands/list.ts', '@tenantry/shared/domain/names'],
  ['the console imports a service', 'console/src/api.ts', '@tenantry/admin-service/contract/routes'],
  ['the console imports shared code that runs in Node', 'console/src/api.ts', '@tenantry/shared/deployment/config'],
  ['a page of the console imports code of its deployment', 'console/src/tenant/users-tab.tsx', '../../deploy/build.ts'],
  ['the deployment of the console imports the laptop', 'console/deploy/publish.ts', '../../laptop/src/paths.ts'],
  ["a service imports the laptop's AWS by package name", 'services/network/src/scope.ts', '@laptop/aws/start'],
  ["shared code imports the laptop's AWS", 'shared/src/saga/runner.ts', '@laptop/aws/start'],
  ["events import the laptop's AWS", 'events-schema/src/event.ts', '@laptop/aws/start'],
  ["the landing zone imports the laptop's AWS", 'landing-zone/src/owner.ts', '@laptop/aws/start'],
  ["the command imports the laptop's AWS", 'cli/src/demo-profile.ts', '@laptop/aws/start'],
  ["a page of the console imports the laptop's AWS", 'console/src/api.ts', '@laptop/aws/start'],
  ["the deployment of the console imports the laptop's AWS", 'console/deploy/publish.ts', '@laptop/aws/start'],
  ["the tenant's application imports the laptop's AWS", 'tenant-app/api/src/handler.ts', '@laptop/aws/start'],
  ["the laptop's AWS imports shared code by package name", 'laptop/aws/src/gateway/server.ts', '@tenantry/shared/deployment/regions'],
  ["the laptop's AWS imports shared code by path", 'laptop/aws/src/gateway/server.ts', '../../../../shared/src/deployment/regions.ts'],
  ["the laptop's AWS imports events", 'laptop/aws/src/gateway/server.ts', '@tenantry/events-schema/bus'],
  ["the laptop's AWS imports the landing zone", 'laptop/aws/src/testing/stacks.ts', '@tenantry/landing-zone/stack'],
  ["the laptop's AWS imports a service", 'laptop/aws/src/gateway/server.ts', '../../../../services/network/src/stage.ts'],
  ["the laptop's AWS imports the laptop", 'laptop/aws/src/gateway/emulated/ce.ts', '../../../../src/accounts.ts'],
  ["the laptop's AWS imports the laptop from its root", 'laptop/aws/src/start.ts', '../../src/accounts.ts'],
  ["the laptop's AWS imports the laptop by package name", 'laptop/aws/src/start.ts', '@tenantry/laptop/accounts'],
  ["the laptop's AWS imports the demo", 'laptop/aws/src/start.ts', '../../demo/laptop.ts'],
  ["the laptop's AWS imports the tests", 'laptop/aws/emulator/events.aws.test.ts', '../../../tests/repository.ts'],
  ["the tenant's application imports events", 'tenant-app/api/src/handler.ts', '@tenantry/events-schema/pipeline'],
];
const ALLOWED: readonly [who: string, file: string, imported: string][] = [
  ['a service imports shared code', 'services/network/src/stage.ts', '@tenantry/shared/saga/stage'],
  ['a service imports events', 'services/network/src/stage.ts', '@tenantry/events-schema/network'],
  ['a service imports its steps', 'services/network/src/stage.ts', './steps/vpc.ts'],
  ['a step imports its scope', 'services/network/src/steps/vpc.ts', '../scope.ts'],
  ['a service imports the AWS SDK', 'services/network/src/scope.ts', '@aws-sdk/client-ec2'],
  ["a service imports the template of a tenant's account", 'services/account/src/scope.ts', '@tenantry/landing-zone/tenant'],
  ['a service imports its own policies', 'services/network/serverless.ts', '@tenantry/landing-zone/policies/network'],
  ['shared code imports events', 'shared/src/saga/runner.ts', '@tenantry/events-schema/stages'],
  ['the command imports the client', 'cli/src/invocation.ts', '@tenantry/api-client/client'],
  ['the command imports the saga document', 'cli/src/stages.ts', '@tenantry/saga/stages'],
  ['a page of the console imports the saga document', 'console/src/api.ts', '@tenantry/saga/stages'],
  ["the command's tests import the contract", 'cli/src/testing/fake-api.ts', '@tenantry/admin-service/contract/routes'],
  ['the landing zone imports shared code', 'landing-zone/src/owner.ts', '@tenantry/shared/deployment/config'],
  ["the laptop's AWS imports its own", 'laptop/aws/src/gateway/emulated/ce.ts', '../../clock.ts'],
  [
    "tests of the emulator import what they need of the laptop's AWS",
    'laptop/aws/emulator/events.aws.test.ts',
    '../src/testing/own-aws.ts',
  ],
  ['the laptop imports its AWS', 'laptop/src/start.ts', '@laptop/aws/start'],
  ['the laptop imports the landing zone', 'laptop/demo/main.ts', '@tenantry/landing-zone/owner'],
];

const FORMS: readonly ((specifier: string) => string)[] = [
  (specifier) => `import { x } from '${specifier}';\nexport const y = x;\n`,
  (specifier) => `import type { X } from '${specifier}';\nexport type Y = X;\n`,
  (specifier) => `export { x } from '${specifier}';\n`,
  (specifier) => `export const y = await import('${specifier}');\n`,
];

let root: string;
let refused: ReadonlySet<string>;
const folderOf = (row: number, form: number) => `${row}-${form}`;

/** Lints a tree beside the repository that has the repository's biome.json: one run of Biome for all cases. */
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'tenantry-imports-'));
  for (const [row, [, file, imported]] of [...REFUSED, ...ALLOWED].entries()) {
    for (const [form, write] of FORMS.entries()) {
      const folder = path.join(root, path.dirname(file));
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${folderOf(row, form)}-${path.basename(file)}`), write(imported));
    }
  }
  copyFileSync(new URL('../biome.json', import.meta.url), path.join(root, 'biome.json'));
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  const options = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=json'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [biome, ...options], { cwd: root, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { category: string; location: { path: string } }[] };
  refused = new Set(
    diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) => /(\d+-\d+)-/.exec(path.basename(location.path))?.[1] ?? ''),
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const outcomes = (row: number) => FORMS.map((_write, form) => refused.has(folderOf(row, form)));

describe('an import against the direction events-schema -> shared -> services is refused, in every form', () => {
  test.each(REFUSED.map(([who], row): [string, number] => [who, row]))('%s', (_who, row) => {
    expect(outcomes(row)).toEqual(FORMS.map(() => true));
  });
});

describe('an import along that direction passes', () => {
  test.each(ALLOWED.map(([who], row): [string, number] => [who, REFUSED.length + row]))('%s', (_who, row) => {
    expect(outcomes(row)).toEqual(FORMS.map(() => false));
  });
});
