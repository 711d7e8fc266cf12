import type { Operation, ServiceModel } from './model.ts';
import { inputOf } from './values.ts';

/** A REST request, as far as it tells its operation. */
export interface RestRequest {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface RestMatch {
  readonly model: ServiceModel;
  readonly operation: Operation;
  /** The path's labels, decoded, by their names in the path. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly model: ServiceModel;
  readonly operation: Operation;
  readonly path: RegExp;
  /** Names of labels in the order of the pattern's groups: `resource-arn` can name no group. */
  readonly labels: readonly string[];
  /** What the query string must have: `tagging`, or `list-type` with the value 2. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  /** Characters of the path that are no label: of two paths that fit, the one that says more is meant. */
  readonly said: number;
  /** Required members in the query string or a header. */
  readonly needs: readonly { readonly location: 'querystring' | 'header'; readonly name: string }[];
}

const LABEL = /\{([^}+]+)(\+?)\}/g;
const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const needsOf = (model: ServiceModel, operation: Operation): Route['needs'] => {
  const input = inputOf(model, operation);
  return (input?.required ?? []).flatMap((member) => {
    const { location, locationName = member } = input?.members?.[member] ?? {};
    return location === 'querystring' || location === 'header' ? [{ location, name: locationName }] : [];
  });
};

const compile = (model: ServiceModel, operation: Operation): Route => {
  const [path = '', query = ''] = operation.uri.split('?');
  const labels: string[] = [];
  const parts = path.replace(/\/$/, '').split(LABEL);
  let pattern = '';
  // Split by a pattern with two groups: text, name, greediness, text, …
  for (let index = 0; index < parts.length; index += 3) {
    pattern += escapeText(parts[index] ?? '');
    if (parts[index + 1] === undefined) continue;
    labels.push(parts[index + 1] ?? '');
    pattern += parts[index + 2] === '+' ? '(.+)' : '([^/]+)';
  }
  return {
    model,
    operation,
    path: new RegExp(`^${pattern}/?$`),
    labels,
    literals: [...new URLSearchParams(query)],
    said: path.replace(LABEL, '').length,
    needs: needsOf(model, operation),
  };
};

const compiled = new WeakMap<ServiceModel, readonly Route[]>();
const routesOf = (model: ServiceModel): readonly Route[] => {
  const known = compiled.get(model);
  if (known) return known;
  const routes = Object.values(model.operations).map((operation) => compile(model, operation));
  compiled.set(model, routes);
  return routes;
};

/**
 * How well a request fits a route whose path it has: by what its query string says, by the members it brings that the operation needs
 * (UploadPart is PutObject with `partNumber` and `uploadId`), less by those that it lacks.
 */
const score = ({ literals, needs, said, operation }: Route, { query, headers }: RestRequest): number => {
  const brought = needs.filter(({ location, name }) =>
    location === 'querystring' ? query.has(name) : headers[name.toLowerCase()] !== undefined,
  );
  const missing = needs.length - brought.length;
  return said * 1_000 + literals.length * 100 + brought.length * 10 - missing * 200 - (operation.deprecated ? 1 : 0);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The operation that a REST request means by the services' models. Undefined where AWS would not know it either. */
export const restOperation = (models: readonly ServiceModel[], request: RestRequest): RestMatch | undefined => {
  let best: Route | undefined;
  for (const route of models.flatMap(routesOf)) {
    if (route.operation.method !== request.method || !route.path.test(request.path)) continue;
    if (!route.literals.every(([name, value]) => request.query.has(name) && (value === '' || request.query.get(name) === value))) continue;
    if (!best || score(route, request) > score(best, request)) best = route;
  }
  if (!best) return undefined;
  const values = best.path.exec(request.path)?.slice(1) ?? [];
  const labels = Object.fromEntries(best.labels.map((label, index) => [label, decode(values[index] ?? '')]));
  return { model: best.model, operation: best.operation, labels };
};
