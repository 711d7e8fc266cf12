import { expect, test } from '@jest/globals';
import { TABLES } from '../iam/requests/all.ts';
import { codeServicesOf, services } from './emulated/all.ts';
import { modelsOf } from './models/services.ts';
import { rules } from './rules/all.ts';

const hasNot = (service: string, operations: readonly string[]): readonly string[] =>
  operations.filter((name) => name !== '*' && !modelsOf(service).some((model) => name in model.operations));

test('every rule is of operations that AWS has', () => {
  const mistyped = rules.flatMap(({ name, service, operations }) =>
    hasNot(service, operations).map((operation) => `${name}: ${service} ${operation}`),
  );
  expect(mistyped).toEqual([]);
});

test("the gateway's own services have operations that AWS has", () => {
  const mistyped = services(codeServicesOf({})).flatMap(({ service, operations }) =>
    hasNot(service, Object.keys(operations)).map((operation) => `${service} ${operation}`),
  );
  expect(mistyped).toEqual([]);
});

test('the tables of IAM requests are of operations that AWS has', () => {
  const mistyped = Object.entries(TABLES).flatMap(([service, table]) =>
    hasNot(service, Object.keys(table)).map((operation) => `${service} ${operation}`),
  );
  expect(mistyped).toEqual([]);
});
