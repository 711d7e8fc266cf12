import { AccountReady } from '@tenantry/events-schema/account';
import { defineEvent } from '@tenantry/events-schema/event';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { stage } from '@tenantry/shared/saga/stage';
import { z } from 'zod';
import { type Scope, welcome } from './step.ts';

const source = 'tenantry.greeting';

export const GreetingReady = defineEvent(source, 'GreetingReady', 'The tenant has its welcome.', { parameterName: z.string() });
export const GreetingRemoved = defineEvent(source, 'GreetingRemoved', 'The welcome is gone.', {});

/** A stage of one step. What `welcome` needs comes from `AccountReady`, and what `GreetingReady` says comes from `welcome`. */
export const greeting = stage<Scope>('greeting', { removeOn: [TenantOffboarding], removed: GreetingRemoved })
  .on(AccountReady)
  .step(welcome)
  .publishes(GreetingReady);
