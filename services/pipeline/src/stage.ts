import {
  InvitationRequested,
  IsolationChanged,
  SuspensionChanged,
  TenantChanged,
  TenantVariablesChanged,
} from '@tenantry/events-schema/admin';
import { DnsReady } from '@tenantry/events-schema/dns';
import { OriginReady } from '@tenantry/events-schema/edge';
import { MailSenderChanged } from '@tenantry/events-schema/mail';
import { NetworkPeered } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved, TenantReady } from '@tenantry/events-schema/pipeline';
import { ReleaseRequested } from '@tenantry/events-schema/release';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { buildProjects } from './steps/build-projects.ts';
import { chosenRelease } from './steps/chosen-release.ts';
import { codePipeline } from './steps/code-pipeline.ts';
import { dataExport } from './steps/data-export.ts';
import { deliveryRoles } from './steps/delivery-roles.ts';
import { deployment } from './steps/deployment.ts';
import { domainAnswers } from './steps/domain-answers.ts';
import { firstUser } from './steps/first-user.ts';
import { functionConcurrency } from './steps/function-concurrency.ts';
import { invitation } from './steps/invitation.ts';
import { isolatedDelivery } from './steps/isolated-delivery.ts';
import { isolatedFunction } from './steps/isolated-function.ts';
import { isolatedLogins } from './steps/isolated-logins.ts';
import { isolatedUsers } from './steps/isolated-users.ts';
import { loginBranding } from './steps/login-branding.ts';
import { loginSecret } from './steps/login-secret.ts';
import { migrationsSecret } from './steps/migrations-secret.ts';
import { release } from './steps/release.ts';
import { released } from './steps/released.ts';
import { schema } from './steps/schema.ts';
import { suspendedUsers } from './steps/suspended-users.ts';
import { userGroups } from './steps/user-groups.ts';
import { userPool } from './steps/user-pool.ts';
import { userPoolClient } from './steps/user-pool-client.ts';
import { userPoolDomain } from './steps/user-pool-domain.ts';

export const pipeline = stage<Scope>('pipeline', { removeOn: [TenantOffboarding], removed: PipelineRemoved })
  .on(NetworkPeered)
  .on(OriginReady) //           the bucket is there; nobody waits for the CDN
  .also(TenantVariablesChanged)
  .also(TenantChanged)
  .also(ReleaseRequested)
  .also(InvitationRequested)
  .also(MailSenderChanged)
  .also(IsolationChanged)
  .also(SuspensionChanged)
  .step(isolatedLogins)
  .step(isolatedFunction)
  .step(isolatedDelivery)
  .step(isolatedUsers) //      last: it goes through all people of the tenant
  .unlessIsolated()
  .step(suspendedUsers)
  .unlessSuspended() //        releases wait until it is over
  .step(schema)
  .step(dataExport) //          on removal only: when nothing writes any more, before the schema goes
  .step(loginSecret)
  .step(migrationsSecret)
  .step(userPool)
  .step(userPoolClient)
  .step(userPoolDomain) //      Cognito's own pages, where people sign in
  .step(loginBranding)
  .step(userGroups)
  .step(firstUser) //           nobody hears of it yet
  .step(deployment)
  .step(chosenRelease) //       waits until there is one
  .step(deliveryRoles)
  .step(buildProjects)
  .step(codePipeline) //        its creation starts the first release
  .step(release)
  .step(released) //            waits for data, service and UI
  .step(functionConcurrency)
  .on(DnsReady)
  .step(domainAnswers) //       waits for the tenant's own console and API at its own domain
  .step(invitation) //          goes out now that what it leads to answers
  .publishes(TenantReady);
