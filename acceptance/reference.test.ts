import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { Reference } from './reference.ts';
import { REFERENCE_FILE } from './run.ts';
import { ROUNDS } from './trace.ts';

const reference = Reference.parse(JSON.parse(readFileSync(REFERENCE_FILE, 'utf8')));

test('the reference has every stage and every part of a tenant’s life, with answers that all runs had', () => {
  const places = reference.steps.map(({ step, round }) => `${step.split('.')[0]} ${round}`);
  for (const stage of STAGE_NAMES) expect(places).toContain(`${stage} off-boarding`);
  for (const round of ROUNDS) expect(reference.steps.some((one) => one.round === round)).toBe(true);
  const certain = reference.steps.filter(({ answers }) => Object.values(answers).includes(reference.runs));
  expect(certain.length).toBeGreaterThan(reference.steps.length / 2);
});

test('the reference holds names of steps, operations and codes, and numbers', () => {
  const text = readFileSync(REFERENCE_FILE, 'utf8');
  expect(text).not.toMatch(/arn:|@|\d{12}|[0-9A-HJKMNP-TV-Z]{26}|\d+\.\d+\.\d+\.\d+/);
});
