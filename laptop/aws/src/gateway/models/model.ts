/** What the gateway reads of an AWS service's API model (botocore's `service-2.json`), without its documentation. */
export interface ServiceModel {
  /** botocore's name of the service: `apigatewayv2`, `cloudwatch`. */
  readonly name: string;
  readonly metadata: Metadata;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export type WireProtocol = 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml' | 'smithy-rpc-v2-cbor';

export interface Metadata {
  readonly apiVersion: string;
  readonly protocol: WireProtocol;
  /** All protocols that the service speaks; the preferred one first. */
  readonly protocols: readonly WireProtocol[];
  /** The name in the credential scope of a signature. */
  readonly signingName: string;
  /** The prefix of `X-Amz-Target`, and of the path of an RPC v2 call. */
  readonly targetPrefix?: string;
  /** `1.0` or `1.1`. */
  readonly jsonVersion?: string;
}

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** The path with its labels and the query string that tells the operation apart: `/{Bucket}/{Key+}?tagging`. */
  readonly uri: string;
  readonly input?: Reference;
  readonly output?: Reference;
  readonly deprecated: boolean;
  /** Names of the error shapes. */
  readonly errors: readonly string[];
}

/** A use of a shape: a member of a structure, an element of a list, a key or a value of a map, an operation's input. */
export interface Reference {
  readonly shape: string;
  /** Where a REST call has it; in the body when absent. */
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  /** Its name on the wire, when it is another one than the member's. */
  readonly locationName?: string;
  /** Its name in EC2's query protocol. */
  readonly queryName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly jsonvalue?: boolean;
}

export type ShapeType =
  | 'structure'
  | 'list'
  | 'map'
  | 'string'
  | 'character'
  | 'boolean'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'bigdecimal'
  | 'float'
  | 'double'
  | 'blob'
  | 'timestamp';

export interface Shape {
  readonly type: ShapeType;
  /** Of a structure. */
  readonly members?: Readonly<Record<string, Reference>>;
  readonly required?: readonly string[];
  /** The member that is the whole body of a REST call. */
  readonly payload?: string;
  /** JSON without a shape. */
  readonly document?: boolean;
  /** Of a list. */
  readonly member?: Reference;
  readonly flattened?: boolean;
  /** Of a map. */
  readonly key?: Reference;
  readonly value?: Reference;
  /** Of strings, lists, maps and blobs the length, of numbers the value. */
  readonly min?: number;
  readonly max?: number;
  /** A Java regular expression. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

interface RawModel {
  readonly metadata: Omit<Metadata, 'protocols' | 'signingName'> & {
    readonly protocols?: readonly WireProtocol[];
    readonly signingName?: string;
    readonly endpointPrefix: string;
  };
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http: { readonly method: string; readonly requestUri: string };
        readonly input?: Reference;
        readonly output?: Reference;
        readonly deprecated?: boolean;
        readonly errors?: readonly { readonly shape: string }[];
      }
    >
  >;
  readonly shapes: Readonly<Record<string, Shape & { readonly documentation?: string }>>;
}

const REFERENCE = ['shape', 'location', 'locationName', 'queryName', 'flattened', 'xmlAttribute', 'jsonvalue'] as const;
const SHAPE = ['type', 'required', 'payload', 'document', 'flattened', 'min', 'max', 'pattern', 'enum', 'sensitive'] as const;

/** Only the named members: what is dropped, documentation above all, is most of a model. */
const pick = <T extends object>(value: T, names: readonly (keyof T)[]): T => {
  const picked: Partial<T> = {};
  for (const name of names) if (value[name] !== undefined) picked[name] = value[name];
  return picked as T;
};

/** API Gateway's model says lengths of strings in words alone: `A string with a length between [1-128].` */
const saidLength = (documentation = ''): Pick<Shape, 'min' | 'max'> => {
  const [, min, max] = /^<p>A string.* with a length between \[(\d+)-(\d+)\]\.<\/p>$/.exec(documentation) ?? [];
  return min === undefined ? {} : { min: Number(min), max: Number(max) };
};

const shapeOf = (raw: RawModel['shapes'][string]): Shape => {
  const reference = (name: 'member' | 'key' | 'value'): object => (raw[name] ? { [name]: pick(raw[name], REFERENCE) } : {});
  const members = raw.members
    ? { members: Object.fromEntries(Object.entries(raw.members).map(([name, member]) => [name, pick(member, REFERENCE)])) }
    : {};
  return {
    ...saidLength(raw.documentation),
    ...pick<Shape>(raw, SHAPE),
    ...members,
    ...reference('member'),
    ...reference('key'),
    ...reference('value'),
  };
};

/** Reads the text of a `service-2.json`. */
export const parseModel = (name: string, text: string): ServiceModel => {
  const { metadata, operations, shapes } = JSON.parse(text) as RawModel;
  const { apiVersion, protocol, protocols = [protocol], signingName = metadata.endpointPrefix, targetPrefix, jsonVersion } = metadata;
  return {
    name,
    metadata: {
      apiVersion,
      protocol,
      protocols,
      signingName,
      ...(targetPrefix === undefined ? {} : { targetPrefix }),
      ...(jsonVersion === undefined ? {} : { jsonVersion }),
    },
    operations: Object.fromEntries(
      Object.entries(operations).map(([operation, { http, input, output, deprecated = false, errors = [] }]) => [
        operation,
        {
          name: operation,
          method: http.method,
          uri: http.requestUri,
          deprecated,
          errors: errors.map(({ shape }) => shape),
          ...(input ? { input: pick(input, REFERENCE) } : {}),
          ...(output ? { output: pick(output, REFERENCE) } : {}),
        },
      ]),
    ),
    shapes: Object.fromEntries(Object.entries(shapes).map(([shape, raw]) => [shape, shapeOf(raw)])),
  };
};
