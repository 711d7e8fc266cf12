import path from 'node:path';
import { expect, test } from '@jest/globals';
import { allEvents } from '@tenantry/events-schema/all';
import { files, isGenerated, isTest, matches } from './repository.ts';

const text = files.filter((file) => /\.(ts|tsx|mjs|js|json|py|md|ya?ml|sql|css|html)$|^\.ci\//.test(file) && !isGenerated(file));

test('no credential is in the repository', () => {
  const credential = /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pous]_[A-Za-z0-9]{36}|\bnpm_[A-Za-z0-9]{36}/;
  expect(text.filter((file) => !isTest(file)).flatMap((file) => matches(file, credential))).toEqual([]);
});

test('no file of local settings is in the repository', () => {
  expect(files.filter((file) => /(^|\/)(\.env(\..+)?|credentials|id_rsa|.+\.pem)$/.test(file))).toEqual([]);
});

test("npm's settings name no registry and no login", () => {
  const settings = files.filter((file) => path.basename(file) === '.npmrc');
  expect(settings.flatMap((file) => matches(file, /registry\s*=\s*http|_auth|_password|\/\//))).toEqual([]);
});

test('events carry no secret, only the ARN of one: they stay in the archive and in every log', () => {
  const fields = allEvents.flatMap(({ name, detail }) => Object.keys(detail.shape).map((field) => `${name}.${field}`));
  expect(fields.filter((field) => /secret|password|token|credential/i.test(field) && !field.endsWith('Arn'))).toEqual([]);
});
