import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { allEvents } from '@tenantry/events-schema/all';
import { files, isGenerated, isTest, matches, read } from './repository.ts';

const text = files.filter((file) => /\.(ts|tsx|mjs|js|json|py|md|ya?ml|sql|css|html)$|^\.ci\//.test(file) && !isGenerated(file));

/** With ids of keys, which its rule for AWS leaves out by default; it takes the numbers of accounts together with them, which are no secret. */
const rules = [
  {
    id: '@secretlint/secretlint-rule-preset-recommend',
    rule: creator,
    rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }],
  },
];
const credentials = async (file: string, content: string): Promise<readonly string[]> => {
  const { messages } = await lintSource({
    source: { filePath: file, content, contentType: 'text' },
    options: { config: { rules }, maskSecrets: true },
  });
  return messages
    .filter(({ messageId }) => messageId !== 'AWSAccountID')
    .map(({ message, loc }) => `${file}:${loc.start.line}: ${message}`);
};

test('no credential is in the repository', async () => {
  const found = await Promise.all(text.filter((file) => !isTest(file)).map((file) => credentials(file, read(file))));
  expect(found.flat()).toEqual([]);
});

test('a credential that somebody writes down is found', async () => {
  const key = ['AKIA', 'Y34FZKBOKMUTVV7A'].join('');
  const secret = ['wJalrXUtnFEMI/K7MDENG', 'bPxRfiCYZZZZZZZKEY'].join('/');
  expect(await credentials('notes.md', `key ${key}`)).toHaveLength(1);
  expect(await credentials('notes.md', `aws_secret_access_key = ${secret}`)).toHaveLength(1);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  expect(await credentials('notes.md', String(privateKey.export({ type: 'pkcs1', format: 'pem' })))).toHaveLength(1);
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
