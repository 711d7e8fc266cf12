import type { z } from 'zod';

/** The groups of the user pool; a group may do what those before it may. */
export const GROUPS = ['viewer', 'operator', 'admin'] as const;
export type Group = (typeof GROUPS)[number];

/** What a route takes and answers. The same schemas validate requests, type handlers and clients, and make the OpenAPI document. */
export interface RouteDefinition {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The least group that may use it. */
  readonly group: Group;
  /** Whether it changes anything: then it leaves a line in the audit. */
  readonly mutates: boolean;
  /** Whether `Idempotency-Key` must be sent, may be sent, or is not looked at. */
  readonly key?: 'required' | 'optional';
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 202;
  readonly answer: z.ZodType;
  /** Statuses of its own problems, besides those that follow from what it takes. */
  readonly problems?: readonly number[];
}

/** Statuses of problem details that a route may answer, besides what API Gateway answers itself (401, 429). */
export const problemsOf = ({ path, query, body, key, problems = [] }: RouteDefinition): readonly number[] => [
  ...new Set(
    [
      ...(query || body || key ? [400] : []),
      403,
      ...(path ? [404] : []),
      ...(key ? [409, 422] : []),
      ...(body ? [413] : []),
      ...problems,
      500,
      503,
    ].sort(),
  ),
];
