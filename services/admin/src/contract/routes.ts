import type { z } from 'zod';
import { administratorRoutes } from './administrator.ts';
import { alarmRoutes } from './alarms.ts';
import { attentionRoutes } from './attention.ts';
import { auditRoutes } from './audit.ts';
import { costRoutes } from './cost.ts';
import { databaseLoginRoutes } from './database-logins.ts';
import { deadLetterRoutes } from './dead-letters.ts';
import { deploymentRoutes } from './deployment.ts';
import { driftRoutes } from './drift.ts';
import { isolationRoutes } from './isolation.ts';
import { notificationRoutes } from './notifications.ts';
import { offboardingRoutes } from './offboarding.ts';
import { overviewRoutes } from './overview.ts';
import { peopleRoutes } from './people.ts';
import { planRoutes } from './plan.ts';
import { changeRoutes } from './plans.ts';
import { releaseRoutes } from './releases.ts';
import { replayRoutes } from './replays.ts';
import type { RouteDefinition } from './route.ts';
import { suspensionRoutes } from './suspension.ts';
import { tenantRoutes } from './tenants.ts';
import { timelineRoutes } from './timeline.ts';

/** Every route of the API, by its route key. */
export const ROUTES = {
  ...deploymentRoutes,
  ...alarmRoutes,
  ...tenantRoutes,
  ...changeRoutes,
  ...attentionRoutes,
  ...driftRoutes,
  ...overviewRoutes,
  ...timelineRoutes,
  ...releaseRoutes,
  ...offboardingRoutes,
  ...databaseLoginRoutes,
  ...administratorRoutes,
  ...isolationRoutes,
  ...suspensionRoutes,
  ...planRoutes,
  ...costRoutes,
  ...notificationRoutes,
  ...replayRoutes,
  ...deadLetterRoutes,
  ...auditRoutes,
  ...peopleRoutes,
} as const satisfies Readonly<Record<string, RouteDefinition>>;

export type Route = keyof typeof ROUTES;
type Definition<R extends Route> = (typeof ROUTES)[R];
type Parsed<D, Key extends string> = D extends { readonly [K in Key]: infer S extends z.ZodType } ? z.output<S> : undefined;

export type PathOf<R extends Route> = Parsed<Definition<R>, 'path'>;
export type QueryOf<R extends Route> = Parsed<Definition<R>, 'query'>;
export type BodyOf<R extends Route> = Parsed<Definition<R>, 'body'>;
export type AnswerOf<R extends Route> = z.output<Definition<R>['answer']>;

/** @throws Error when the API has no such route, which API Gateway would not have let through */
export const definitionOf = (route: string): RouteDefinition => {
  const found = (ROUTES as Readonly<Record<string, RouteDefinition>>)[route];
  if (!found) throw new Error(`no route ${route}`);
  return found;
};
