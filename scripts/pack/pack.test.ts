import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { TOKEN } from '../../cli/src/testing/fake-api.ts';
import { commandFixture } from '../../cli/src/testing/fixture.ts';
import { summary } from '../../cli/src/testing/samples.ts';
import { readRepository } from '../generated-files.ts';
import { packagesOf } from './licences.ts';
import { pack } from './pack.ts';

const { terminal, url } = commandFixture();

/** An empty folder somewhere else, in which the package is installed. */
const elsewhere = mkdtempSync(path.join(tmpdir(), 'tenantry-elsewhere-'));
const installed = path.join(elsewhere, 'node_modules/tenantry');
let integrity: string;

/** A program as a machine runs it that has nothing of this repository: no cache of npm, and no registry. */
const ran = (program: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = {
      PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
      HOME: elsewhere,
      npm_config_cache: path.join(elsewhere, 'cache'),
      npm_config_offline: 'true',
      ...more,
    };
    execFile(program, args, { cwd: elsewhere, env }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
  });
const tenantry = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  ran(path.join(elsewhere, 'node_modules/.bin/tenantry'), args, env);

beforeAll(async () => {
  const packed = await pack(path.join(elsewhere, 'packed'));
  integrity = packed.integrity;
  const { code, err } = await ran('npm', ['install', '--no-audit', '--no-fund', '--no-update-notifier', packed.file]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

describe('the packed command, installed where nothing else is', () => {
  test('is one package without dependencies, of the version of the product', async () => {
    expect(readdirSync(path.dirname(installed)).filter((name) => !name.startsWith('.'))).toEqual(['tenantry']);
    expect(JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
    expect(await tenantry(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
    expect((await tenantry(['--help'])).out).toContain('onboard');
  });

  test('answers to a Tab', async () => {
    expect((await tenantry(['__complete', '--', 'sho'])).out).toMatch(/^show\t/);
  });

  test('talks to an API', async () => {
    terminal({ 'GET /tenants': () => ({ tenants: [summary()] }) });
    const { code, out } = await tenantry(['list', '--json'], { TENANTRY_API_URL: url(), TENANTRY_TOKEN: TOKEN });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ tenants: [{ slug: 'mercy' }] });
  });

  test('has what is loaded for some commands only: a look before a deployment says what is wrong with a file', async () => {
    const { code, out } = await tenantry(['doctor', '--before', '--config', 'prod.json']);
    expect(code).toBe(8);
    expect(out).toContain('prod.json');
  });

  test('answers to a Tab without any library, and starts without the clients of AWS, which only some commands load', () => {
    const loaded = new Map<string, string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      const text = readFileSync(file, 'utf8');
      loaded.set(file, text);
      // What `import(…)` names is loaded later, if at all.
      for (const [, imported = ''] of text.matchAll(/^(?:import|\} from|export .* from) ?[^\n(]*"(\.[^"]+\.mjs)";$/gm))
        load(path.join(path.dirname(file), imported));
    };
    const sources = () => [...loaded.values()].flatMap((text) => text.match(/^\/\/ .*node_modules\/.*$/gm) ?? []);
    const entry = path.join(installed, 'tenantry.mjs');
    load(entry);
    expect(sources()).toEqual([]);
    load(path.join(installed, /import\("\.\/(lib\/main-\w+\.mjs)"\)/.exec(readFileSync(entry, 'utf8'))?.[1] ?? ''));
    expect(sources().join()).toContain('/commander/');
    expect(sources().filter((source) => source.includes('/@aws-sdk/'))).toEqual([]);
  });

  test('has the licence of every library that is in it', () => {
    const licences = readFileSync(path.join(installed, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    const text = readdirSync(path.join(installed, 'lib')).map((file) => readFileSync(path.join(installed, 'lib', file), 'utf8'));
    const commands = readFileSync(path.join(installed, 'tenantry.mjs'), 'utf8');
    // The bundler writes above each file of which it is.
    const sources = [...text, commands].flatMap((one) => [...one.matchAll(/^\/\/ (.*node_modules\/.*)$/gm)].map(([, file = '']) => file));
    const packages = packagesOf(sources).map((folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(packages).toEqual(expect.arrayContaining(['commander', 'zod', '@aws-sdk/client-sts']));
    expect(packages.filter((name) => !licences.includes(`\n${name} `))).toEqual([]);
    expect(readFileSync(path.join(installed, 'LICENSE'), 'utf8')).toBe(readRepository('LICENSE'));
  });

  test('says nothing of the machine that made it, and is the same bytes each time', async () => {
    const again = await pack(path.join(elsewhere, 'again'));
    expect(again.integrity).toBe(integrity);
    const root = path.resolve(import.meta.dirname, '../..');
    expect(readFileSync(path.join(installed, 'tenantry.mjs'), 'utf8')).not.toContain(root);
  });
});

test('a package within a package is one of its own', () => {
  const inputs = ['node_modules/a/x.js', 'node_modules/a/node_modules/@b/c/y.js', 'cli/src/main.ts', 'node_modules/a/z.js'];
  expect(packagesOf(inputs)).toEqual(['node_modules/a', 'node_modules/a/node_modules/@b/c']);
});
