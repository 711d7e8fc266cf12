import * as entry from '@tenantry/events-schema/entry';
import { z } from 'zod';
import type { RequestLimits } from '../aws/console-front.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';
import { connectionLimits } from './connections.ts';
import { hardeningOf } from './hardening.ts';

/**
 * What a plan gives a tenant. What it does not say is as for every tenant: it follows from the rest of the configuration, or is what
 * tenants had before there were plans.
 */
const Plan = z.object({
  /** For who chooses one: a line. */
  description: z.string().max(120).optional(),
  /** Of the account's monthly budget; `budget.monthlyUsd` otherwise. */
  budgetUsd: z.number().positive().optional(),
  /** Requests to the API in five minutes, after which the web ACL blocks (10 to 2,000,000,000: AWS WAF API reference, RateBasedStatement). */
  requests: z
    .object({
      address: z.int().min(10).max(2_000_000_000).optional(),
      person: z.int().min(10).max(2_000_000_000).optional(),
      stranger: z.int().min(10).max(2_000_000_000).optional(),
    })
    .optional(),
  /** Of the function (Lambda API reference, CreateFunction, MemorySize). */
  memoryMb: z.int().min(128).max(10_240).optional(),
  /** Of the function, kept for it and no more: AWS leaves 100 to the account's other functions. As many as the account has otherwise. */
  concurrency: z.int().min(1).optional(),
  /** Size of the range that is allocated when a tenant is requested; `network.prefix.default` otherwise. Nothing changes it later. */
  cidrPrefix: z.int().optional(),
  /** Of the function's login to PostgreSQL: connections at a time, how long one statement may take, and memory of one of its sorts. */
  connections: z.int().min(1).optional(),
  statementSeconds: z.int().min(1).max(3_600).optional(),
  workMemMb: z.int().min(1).max(1_024).optional(),
  /** Second factor of its people; as `signIn.tenantMfa` says otherwise. */
  mfa: z.enum(['ON', 'OPTIONAL']).optional(),
});

/** The plan that is always there, and whose limits a tenant has whose plan is in no catalogue. */
export const DEFAULT_PLAN = 'standard';

/** The catalogue, by name. */
export const Plans = z.record(z.string(), Plan).default({});

/**
 * Requests in five minutes. A hospital of three hundred people behind one address, each of whom asks every three seconds, is at the limit
 * of the API's stage (`THROTTLING` of the edge), not of the address. All of them load the console's files at the start of a shift, which
 * do not count.
 */
const REQUESTS: RequestLimits = { address: 30_000, person: 3_000, stranger: 1_000 };
/** Megabytes. */
export const DEFAULT_MEMORY = 512;

/** What a tenant of a plan is held to: every figure, wherever it comes from. */
export interface Limits {
  /** US dollars a month. */
  readonly budgetUsd: number;
  /** In five minutes. */
  readonly requests: RequestLimits;
  readonly memoryMb: number;
  /** Absent where it has what its account has. */
  readonly concurrency?: number;
  readonly cidrPrefix: number;
  readonly connections: number;
  readonly statementSeconds?: number;
  readonly workMemMb?: number;
  readonly mfa: 'ON' | 'OPTIONAL';
}

/** The catalogue in its order, the default plan first. */
export const planNames = ({ plans }: Pick<Config, 'plans'>): readonly string[] => [
  DEFAULT_PLAN,
  ...Object.keys(plans).filter((name) => name !== DEFAULT_PLAN),
];

/** The plan whose limits a tenant has: its own, or the default one where the catalogue has no such plan. */
export const knownPlan = (config: Pick<Config, 'plans'>, name: string): string => (planNames(config).includes(name) ? name : DEFAULT_PLAN);

/** What a tenant is held to by its plan; by that of the default plan where the catalogue has no such plan. Pure. */
export const limitsOf = (config: Config, name: string): Limits => {
  const { budgetUsd, requests, memoryMb, concurrency, statementSeconds, workMemMb, ...plan } = config.plans[knownPlan(config, name)] ?? {};
  return {
    budgetUsd: budgetUsd ?? config.budget.monthlyUsd,
    requests: {
      address: requests?.address ?? REQUESTS.address,
      person: requests?.person ?? REQUESTS.person,
      stranger: requests?.stranger ?? REQUESTS.stranger,
    },
    memoryMb: memoryMb ?? DEFAULT_MEMORY,
    ...(concurrency === undefined ? {} : { concurrency }),
    cidrPrefix: plan.cidrPrefix ?? config.network.prefix.default,
    connections: plan.connections ?? connectionLimits(config).api,
    ...(statementSeconds === undefined ? {} : { statementSeconds }),
    ...(workMemMb === undefined ? {} : { workMemMb }),
    mfa: plan.mfa ?? config.signIn.tenantMfa ?? hardeningOf(config).mfa,
  };
};

/** What nobody could be given of the catalogue. */
export const planProblems = (config: Config): readonly ConfigProblem[] => planNames(config).flatMap((name) => problemsOf(config, name));

const problemsOf = (config: Config, name: string): readonly ConfigProblem[] => {
  const { requests, cidrPrefix, connections } = limitsOf(config, name);
  const misnamed = entry.plan.safeParse(name).error?.issues[0];
  const { min, max } = config.network.prefix;
  const most = connectionLimits(config).api;
  const wrong = (field: string, isWrong: boolean, problem: string, fix: string): readonly ConfigProblem[] =>
    isWrong ? [{ path: `plans.${name}${field}`, problem, fix }] : [];
  return [
    ...wrong('', misnamed !== undefined, `"${name}" is no name of a plan: ${misnamed?.message}`, 'use 1 to 40 characters on a line'),
    ...wrong(
      '.requests.person',
      requests.person > requests.address,
      `a person may ask more often (${requests.person}) than everybody at an address (${requests.address})`,
      'let it be at most requests.address',
    ),
    ...wrong(
      '.cidrPrefix',
      cidrPrefix < min || cidrPrefix > max,
      `no tenant gets a /${cidrPrefix}`,
      `choose /${min} to /${max} (network.prefix)`,
    ),
    ...wrong(
      '.connections',
      connections > most,
      `${connections} for each of all tenants are more than the cluster has`,
      `at most ${most}, or a smaller network.cells.*.capacity`,
    ),
  ];
};
