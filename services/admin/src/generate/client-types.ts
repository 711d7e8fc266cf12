import type { JsonSchema, OpenApi } from '../contract/openapi.ts';

/** The types of the API's client, from the OpenAPI document: one interface per schema, and what every route takes and answers. */
export const clientTypesOf = (document: OpenApi): string =>
  [
    `// Generated from the OpenAPI document of services/admin; do not edit: npm run generate`,
    ...Object.entries(document.components.schemas).map(([name, schema]) => declaration(name, schema)),
    `/** Every route: what it takes and what it answers. */\nexport interface Routes {\n${routesOf(document)}\n}`,
    'export type Route = keyof Routes;',
    '',
  ].join('\n\n');

const comment = ({ description }: JsonSchema, indent = ''): string => (description ? `${indent}/** ${String(description)} */\n` : '');
const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);

const declaration = (name: string, schema: JsonSchema): string =>
  schema.type === 'object' && schema.properties
    ? `${comment(schema)}export interface ${name} ${typeOf(schema, '')}`
    : `${comment(schema)}export type ${name} = ${typeOf(schema, '')};`;

const typeOf = (schema: JsonSchema, indent: string): string => {
  const { $ref, type, anyOf, oneOf, allOf, items, properties, additionalProperties, propertyNames: _ } = schema as Shape;
  if ($ref) return $ref.split('/').at(-1) ?? 'unknown';
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return (schema.enum as readonly unknown[]).map(literal).join(' | ');
  if (anyOf ?? oneOf) return (anyOf ?? oneOf ?? []).map((one) => typeOf(one, indent)).join(' | ');
  if (allOf) return allOf.map((one) => typeOf(one, indent)).join(' & ');
  if (Array.isArray(type)) return type.map((one: string) => typeOf({ ...schema, type: one }, indent)).join(' | ');
  if (type === 'array') return `readonly ${wrapped(typeOf(items ?? {}, indent))}[]`;
  if (type === 'object' && properties) return fields(schema as Shape, indent);
  if (type === 'object')
    return `{ readonly [key: string]: ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'} }`;
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' || type === 'boolean' || type === 'null' ? type : 'unknown';
};

interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
}
const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));
const wrapped = (type: string): string => (/[ |&]/.test(type) && !type.startsWith('{') ? `(${type})` : type);

const fields = ({ properties = {}, required = [] }: Shape, indent: string): string => {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${comment(schema, inner)}${inner}readonly ${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema, inner)}${required.includes(name) ? '' : ' | undefined'};`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
};

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}
interface Operation {
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }>>;
}

const routesOf = ({ paths }: OpenApi): string =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => routeOf(`${method.toUpperCase()} ${path}`, operation as Operation)),
    )
    .join('\n');

const routeOf = (key: string, { summary, parameters, requestBody, responses }: Operation): string => {
  const part = (place: string, name: string): readonly string[] => {
    const found = parameters.filter((parameter) => parameter.in === place);
    if (found.length === 0) return [];
    const optional = found.every(({ required }) => !required);
    const object = {
      type: 'object',
      properties: Object.fromEntries(found.map((parameter) => [parameter.name, parameter.schema])),
      required: found.filter(({ required }) => required).map((parameter) => parameter.name),
    };
    return [`    readonly ${name}${optional ? '?' : ''}: ${typeOf(object, '    ')}${optional ? ' | undefined' : ''};`];
  };
  const keyed = parameters.find((parameter) => parameter.in === 'header');
  const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content['application/json']?.schema ?? {};
  return [
    `  /** ${summary}. */`,
    `  readonly '${key}': {`,
    ...part('path', 'path'),
    ...part('query', 'query'),
    ...(requestBody ? [`    readonly body: ${typeOf(requestBody.content['application/json'].schema, '    ')};`] : []),
    ...(keyed ? [`    readonly idempotencyKey${keyed.required ? '' : '?'}: string${keyed.required ? '' : ' | undefined'};`] : []),
    `    readonly answer: ${typeOf(answer, '    ')};`,
    '  };',
  ].join('\n');
};
