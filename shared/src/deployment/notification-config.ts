import { z } from 'zod';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';

/** Where notifications go (docs/notifications.md). */
export const NotificationConfig = z
  .object({
    /** Hosts that may be told although they are not on the public internet, by name or address: for trying. */
    allowedHosts: z.array(z.string()).default([]),
  })
  .prefault({});

/** Who allows one lets the product's functions ask what nobody but them reaches. Pure. */
export const notificationProblems = ({
  production,
  notifications: { allowedHosts },
}: Pick<Config, 'production' | 'notifications'>): readonly ConfigProblem[] =>
  production && allowedHosts.length > 0
    ? [
        {
          path: 'notifications.allowedHosts',
          problem: 'notifications of real tenants go to the public internet alone',
          fix: 'leave it out, or give the receiver a public address',
        },
      ]
    : [];
