import type { Reference, ServiceModel, Shape } from './model.ts';
import { readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';
import type { RestMatch, RestRequest } from './routes.ts';
import { fromText, isRecord, membersOf, shapeOf } from './values.ts';

/** The body of a REST call, and what it parsed to; nothing where there is none. */
export interface RestBody {
  readonly bytes: Buffer;
  /** Parsed JSON, or an XML document with its root element. */
  readonly parsed?: unknown;
}

const headerOf = ({ headers }: RestRequest, name: string): string | undefined => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'object' ? value.join(', ') : value;
};

/** `x-amz-meta-…`: a map of all headers that begin so. */
const prefixed = ({ headers }: RestRequest, prefix: string): Record<string, string> | undefined => {
  const start = prefix.toLowerCase();
  const found = Object.entries(headers).filter(([name]) => name.startsWith(start));
  return found.length === 0 ? undefined : Object.fromEntries(found.map(([name, value]) => [name.slice(start.length), String(value)]));
};

/** A member that is in the path, the query string or a header; undefined for one of the body. */
const located = (model: ServiceModel, request: RestRequest, labels: RestMatch['labels'], name: string, member: Reference): unknown => {
  const { location, locationName = name } = member;
  const shape = shapeOf(model, member);
  const text = (one: Shape, value: string | undefined | null): unknown =>
    value === undefined || value === null ? undefined : fromText(one, value);
  switch (location) {
    case 'uri':
      return text(shape, labels[locationName]);
    case 'querystring':
      if (!request.query.has(locationName)) return undefined;
      if (shape.type === 'list' && shape.member) {
        const element = shapeOf(model, shape.member);
        return request.query.getAll(locationName).map((one) => text(element, one));
      }
      return text(shape, request.query.get(locationName));
    case 'header': {
      const value = headerOf(request, locationName);
      if (shape.type !== 'list' || !shape.member || value === undefined) return text(shape, value);
      const element = shapeOf(model, shape.member);
      return value.split(',').map((one) => text(element, one.trim()));
    }
    case 'headers':
      return prefixed(request, locationName);
    default:
      return undefined;
  }
};

const bodyOf = (model: ServiceModel, reference: Reference, { bytes, parsed }: RestBody): unknown => {
  const { type } = shapeOf(model, reference);
  if (type === 'blob') return bytes;
  if (type === 'string') return bytes.toString('utf8');
  if (parsed === undefined) return undefined;
  if (model.metadata.protocol !== 'rest-xml') return readJson(model, reference, parsed);
  // A document has its declaration and its root.
  const root = isRecord(parsed) ? Object.entries(parsed).find(([name]) => !name.startsWith('?')) : undefined;
  return root && readXml(model, reference, root[1]);
};

/** The input of a REST call in the model's form: from path, query string, headers and body. */
export const readRest = ({ model, operation, labels }: RestMatch, request: RestRequest, body: RestBody): Record<string, unknown> => {
  if (!operation.input) return {};
  const shape = shapeOf(model, operation.input);
  const { payload } = shape;
  const outside = membersOf(shape, (name, member) => {
    if (name !== payload) return located(model, request, labels, name, member);
    return body.bytes.length === 0 ? undefined : bodyOf(model, member, body);
  });
  const inside = payload === undefined ? bodyOf(model, operation.input, body) : undefined;
  return { ...(isRecord(inside) ? inside : {}), ...outside };
};
