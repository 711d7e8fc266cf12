import { describe, expect, test } from '@jest/globals';
import { schemas } from './schemas.ts';
import { caller, createFakeContext } from './testing/fake-context.ts';

const RegistryName = 'shop-dev';
const schema = { RegistryName, SchemaName: 'shop@CustomerRequested' };

describe('the schema registry', () => {
  test('keeps every version of a schema, and makes none for the same content', async () => {
    const call = caller(schemas, createFakeContext());
    await call('CreateRegistry', { RegistryName, body: {} });
    await call('CreateSchema', { ...schema, body: { Type: 'JSONSchemaDraft4', Content: '{"a":1}' } });
    expect(await call('UpdateSchema', { ...schema, body: { Content: '{"a":1}' } })).toMatchObject({ SchemaVersion: '1' });
    expect(await call('UpdateSchema', { ...schema, body: { Content: '{"a":2}' } })).toMatchObject({ SchemaVersion: '2' });
    expect(await call('DescribeSchema', schema)).toMatchObject({ SchemaVersion: '2', Content: '{"a":2}' });
    expect(await call('DescribeSchema', { ...schema, schemaVersion: '1' })).toMatchObject({ Content: '{"a":1}' });
  });

  test('takes draft 4 and OpenAPI documents only', async () => {
    const call = caller(schemas, createFakeContext());
    await call('CreateRegistry', { RegistryName });
    const create = (body: object) => call('CreateSchema', { ...schema, body });
    await expect(create({ Type: 'AsyncApi', Content: '{}' })).rejects.toMatchObject({ code: 'BadRequestException' });
    await expect(create({ Type: 'JSONSchemaDraft4', Content: '{' })).rejects.toMatchObject({ code: 'BadRequestException' });
  });

  test('names are taken once, and a registry takes its schemas along', async () => {
    const call = caller(schemas, createFakeContext());
    await call('CreateRegistry', { RegistryName });
    await expect(call('CreateRegistry', { RegistryName })).rejects.toMatchObject({ code: 'ConflictException' });
    await call('CreateSchema', { ...schema, body: { Type: 'OpenApi3', Content: '{}' } });
    await call('DeleteRegistry', { RegistryName });
    await expect(call('DescribeSchema', schema)).rejects.toMatchObject({ code: 'NotFoundException', status: 404 });
  });
});
