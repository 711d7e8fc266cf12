import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Service } from '../types.ts';
import { arnOf, inScope, required, type Scope, scopedKey, scopeOf } from './request.ts';

interface Registry extends Scope {
  readonly RegistryName: string;
  readonly Description?: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Schema extends Scope {
  readonly RegistryName: string;
  readonly SchemaName: string;
  Type: string;
  Description?: string;
  /** The content of each version, oldest first. */
  versions: { readonly Content: string; readonly createdAt: number }[];
  readonly tags: Readonly<Record<string, string>>;
}

interface SchemasState {
  registries: Record<string, Registry>;
  schemas: Record<string, Schema>;
}

interface Body {
  readonly Content?: string;
  readonly Description?: string;
  readonly Type?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

interface SchemasInput {
  readonly RegistryName?: string;
  readonly SchemaName?: string;
  readonly schemaVersion?: string;
  readonly body?: Body;
}

const stateOf = (context: GatewayContext): SchemasState => context.state('schemas', () => ({ registries: {}, schemas: {} }));
const TYPES = ['OpenApi3', 'JSONSchemaDraft4'];

const notFound = (what: string): AwsError => new AwsError('NotFoundException', `${what} does not exist.`, 404);
const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);
const schemaKey = (call: AwsCall, { RegistryName, SchemaName }: SchemasInput): string =>
  scopedKey(scopeOf(call), `${RegistryName}/${SchemaName}`);

const getRegistry = (context: GatewayContext, call: AwsCall, name: string | undefined): Registry => {
  const registry = stateOf(context).registries[scopedKey(scopeOf(call), required(name, 'RegistryName', 'BadRequestException'))];
  if (registry) return registry;
  throw notFound(`Registry with name ${name}`);
};

const getSchema = (context: GatewayContext, call: AwsCall, input: SchemasInput): Schema => {
  const schema = stateOf(context).schemas[schemaKey(call, input)];
  if (schema) return schema;
  throw notFound(`Schema with name ${input.SchemaName}`);
};

const shownRegistry = ({ RegistryName, Description, tags, ...scope }: Registry): object => ({
  RegistryName,
  RegistryArn: arnOf(scope, 'schemas', `registry/${RegistryName}`),
  ...(Description === undefined ? {} : { Description }),
  tags,
});

const shownSchema = ({ RegistryName, SchemaName, Type, Description, versions, tags, ...scope }: Schema): object => {
  const created = new Date(versions.at(-1)?.createdAt ?? 0).toISOString();
  return {
    SchemaName,
    SchemaArn: arnOf(scope, 'schemas', `schema/${RegistryName}/${SchemaName}`),
    SchemaVersion: String(versions.length),
    Type,
    ...(Description === undefined ? {} : { Description }),
    LastModified: created,
    VersionCreatedDate: created,
    tags,
  };
};

const checkContent = (content: string): string => {
  try {
    JSON.parse(content);
    return content;
  } catch (cause) {
    throw badRequest(`Schema content is not valid JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
};

/** The EventBridge schema registry: documents and their versions. */
export const schemas: Service = {
  service: 'schemas',
  operations: {
    CreateRegistry: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const RegistryName = required(input.RegistryName, 'RegistryName', 'BadRequestException');
      const { registries } = stateOf(context);
      const key = scopedKey(scopeOf(call), RegistryName);
      if (registries[key]) throw new AwsError('ConflictException', `Registry with name ${RegistryName} already exists.`, 409);
      const { Description, tags = {} } = input.body ?? {};
      const registry = { ...scopeOf(call), RegistryName, ...(Description === undefined ? {} : { Description }), tags };
      registries[key] = registry;
      return shownRegistry(registry);
    },
    DescribeRegistry: (input: SchemasInput, call: AwsCall, context: GatewayContext) =>
      shownRegistry(getRegistry(context, call, input.RegistryName)),
    DeleteRegistry: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const { RegistryName } = getRegistry(context, call, input.RegistryName);
      const state = stateOf(context);
      for (const [key, schema] of Object.entries(state.schemas)) {
        if (key.startsWith(scopedKey(scopeOf(call), '')) && schema.RegistryName === RegistryName) delete state.schemas[key];
      }
      delete state.registries[scopedKey(scopeOf(call), RegistryName)];
      return {};
    },
    CreateSchema: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const { RegistryName } = getRegistry(context, call, input.RegistryName);
      const SchemaName = required(input.SchemaName, 'SchemaName', 'BadRequestException');
      const { Content, Type = '', Description, tags = {} } = input.body ?? {};
      if (!TYPES.includes(Type)) throw badRequest(`Type must be one of ${TYPES.join(', ')}`);
      const created = stateOf(context).schemas;
      const key = schemaKey(call, input);
      if (created[key]) throw new AwsError('ConflictException', `Schema with name ${SchemaName} already exists.`, 409);
      const version = { Content: checkContent(required(Content, 'Content', 'BadRequestException')), createdAt: context.clock.now() };
      const schema: Schema = {
        ...scopeOf(call),
        RegistryName,
        SchemaName,
        Type,
        ...(Description === undefined ? {} : { Description }),
        versions: [version],
        tags,
      };
      created[key] = schema;
      return shownSchema(schema);
    },
    UpdateSchema: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const schema = getSchema(context, call, input);
      const { Content, Description } = input.body ?? {};
      if (Description !== undefined) schema.Description = Description;
      if (Content !== undefined && Content !== schema.versions.at(-1)?.Content) {
        schema.versions.push({ Content: checkContent(Content), createdAt: context.clock.now() });
      }
      return shownSchema(schema);
    },
    DescribeSchema: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const schema = getSchema(context, call, input);
      const number = Number(input.schemaVersion ?? schema.versions.length);
      const version = schema.versions[number - 1];
      if (!version) throw notFound(`Version ${input.schemaVersion} of schema ${input.SchemaName}`);
      return { ...shownSchema(schema), SchemaVersion: String(number), Content: version.Content };
    },
    DeleteSchema: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      getSchema(context, call, input);
      delete stateOf(context).schemas[schemaKey(call, input)];
      return {};
    },
    ListSchemas: (input: SchemasInput, call: AwsCall, context: GatewayContext) => {
      const { RegistryName } = getRegistry(context, call, input.RegistryName);
      const own = inScope(stateOf(context).schemas, scopeOf(call)).filter((schema) => schema.RegistryName === RegistryName);
      return { Schemas: own.map((schema) => ({ ...shownSchema(schema), VersionCount: schema.versions.length })) };
    },
  },
  resource: (operation, { RegistryName = '*', SchemaName }: SchemasInput, call) => {
    const ofSchema = operation.endsWith('Schema') && SchemaName !== undefined;
    return arnOf(scopeOf(call), 'schemas', ofSchema ? `schema/${RegistryName}/${SchemaName}` : `registry/${RegistryName}`);
  },
};
