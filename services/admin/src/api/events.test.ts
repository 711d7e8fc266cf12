import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseEnvelope } from '@tenantry/shared/function/envelope';
import { ROUTES } from '../contract/routes.ts';

const folder = new URL('../../events/', import.meta.url);
const samples = readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))] as const);

test.each(samples.filter(([, sample]) => 'detail' in sample))('sample %s is an event of the product', (_file, sample) => {
  expect(parseEnvelope(sample).detail).toEqual(sample.detail);
});

test('every route has a sample', () => {
  const routes = samples.flatMap(([, sample]) => ('routeKey' in sample ? [sample.routeKey] : []));
  expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
});
