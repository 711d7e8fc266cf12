import path from 'node:path';
import { expect, test } from '@jest/globals';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { newTenant } from '../laptop/demo/story.ts';
import { files, read } from './repository.ts';

/** Events by which a function of a service is run by hand. */
const samples = files.filter((file) => /^services\/[a-z]+\/events\/[a-z-]+\.json$/.test(file));
const serviceOf = (file: string): string => file.split('/')[1] ?? '';
const DEMO = Array.from({ length: 20 }, (_, n) => newTenant(n));

test('no sample names a tenant that the demo has: it would be a stranger in its place', () => {
  expect(samples.length).toBeGreaterThan(60);
  const words = DEMO.flatMap(({ slug, name, domain, adminEmail }) => [`"${slug}"`, name, domain, adminEmail]);
  expect(samples.flatMap((file) => words.filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`))).toEqual([]);
});

test('the samples of each stage are of a tenant of their own, in an account that is nowhere', () => {
  const idsIn = (file: string) => [...read(file).matchAll(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g)].map(([id]) => id);
  const ids = new Map(STAGE_NAMES.map((name) => [name, new Set(samples.filter((file) => serviceOf(file) === name).flatMap(idsIn))]));
  expect([...ids.values()].map(({ size }) => size)).toEqual(STAGE_NAMES.map(() => 1));
  expect(new Set([...ids.values()].flatMap((found) => [...found])).size).toBe(STAGE_NAMES.length);
  const accounts = samples
    .filter((file) => serviceOf(file) !== 'admin')
    .flatMap((file) => [...read(file).matchAll(/"accountId": "(\d+)"/g)].map(([, id]) => id));
  expect([...new Set(accounts)]).toEqual(['299999999999']);
});

test("the demo's tip runs a sample that is there", () => {
  const tip = /cd (services\/[a-z]+) && [^`]*--path (events\/[a-z-]+\.json)/.exec(read('laptop/demo/closing.ts'));
  expect(samples).toContain(path.posix.join(tip?.[1] ?? '', tip?.[2] ?? ''));
});
