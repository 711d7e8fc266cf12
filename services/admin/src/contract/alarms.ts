import { z } from 'zod';
import { named, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const Alarm = named(
  'Alarm',
  'An alarm of the deployment.',
  z.object({
    name: z.string().describe('As CloudWatch has it: `tenantry-<deployment>-network-dead-letters`.'),
    state: z
      .enum(['OK', 'ALARM', 'INSUFFICIENT_DATA', 'MISSING'])
      .describe('As CloudWatch has it; MISSING: it should be deployed, and is not. More may follow.'),
    since: time.optional().describe('When it came into this state.'),
    reason: z.string().optional().describe('Why it is in this state, as CloudWatch says it.'),
    detail: z.string().optional().describe('What has happened when it is in ALARM, and what to do.'),
    link: z.string().optional().describe('Section of the runbook.'),
    url: z
      .string()
      .optional()
      .describe('The alarm in the console of CloudWatch; absent where the configuration says that nobody opens it.'),
  }),
);
export type Alarm = z.infer<typeof Alarm>;

export const alarmRoutes = {
  'GET /alarms': {
    tag: 'deployment',
    summary: "Lists the deployment's alarms with their states, those in ALARM first, and who hears them",
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named(
      'Alarms',
      'All alarms of the deployment.',
      z.object({
        alarms: z.array(Alarm),
        inAlarm: z.int().describe('How many are in ALARM.'),
        subscribers: z
          .object({ confirmed: z.int(), pending: z.int() })
          .describe('Of the alarm topic. Without a confirmed one nobody hears of an alarm.'),
        dashboardUrl: z
          .string()
          .optional()
          .describe("The deployment's dashboard in the console of CloudWatch; absent where nobody opens it."),
        asOf: time,
      }),
    ),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
