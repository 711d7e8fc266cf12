import { AccountReady } from '@tenantry/events-schema/account';
import { IsolationChanged, SuspensionChanged, TenantChanged } from '@tenantry/events-schema/admin';
import { DnsRemoved } from '@tenantry/events-schema/dns';
import { CertificateRequested, EdgeReady, EdgeRemoved, OriginReady } from '@tenantry/events-schema/edge';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { bucket } from './steps/bucket.ts';
import { bucketPolicy } from './steps/bucket-policy.ts';
import { certificate } from './steps/certificate.ts';
import { certificateIssued } from './steps/certificate-issued.ts';
import { distribution } from './steps/distribution.ts';
import { distributionDeployed } from './steps/distribution-deployed.ts';
import { httpApi } from './steps/http-api.ts';
import { isolatedWebAcl } from './steps/isolated-web-acl.ts';
import { mailIdentity } from './steps/mail-identity.ts';
import { originAccessControl } from './steps/origin-access-control.ts';
import { responseHeadersPolicy } from './steps/response-headers-policy.ts';
import { suspendedWebAcl } from './steps/suspended-web-acl.ts';
import { validationRecord } from './steps/validation-record.ts';
import { viewerRequestFunction } from './steps/viewer-request-function.ts';
import { webAcl } from './steps/web-acl.ts';

export const edge = stage<Scope>('edge', { removeOn: [DnsRemoved], removed: EdgeRemoved })
  .on(AccountReady)
  .also(TenantChanged)
  .also(IsolationChanged)
  .also(SuspensionChanged)
  .step(isolatedWebAcl)
  .unlessIsolated()
  .step(suspendedWebAcl)
  .unlessSuspended()
  .step(certificate) //            first: ACM takes longest, and asks for its record only after a while
  .step(bucket)
  .step(httpApi)
  .publishes(OriginReady) //       the pipeline may deliver from here on
  .step(validationRecord) //       waits until ACM says which record it wants
  .publishes(CertificateRequested)
  .step(webAcl)
  .step(originAccessControl)
  .step(responseHeadersPolicy)
  .step(viewerRequestFunction)
  .step(mailIdentity)
  .step(certificateIssued) //      waits for dns and ACM; everything above overlaps it
  .step(distribution)
  .step(bucketPolicy)
  .step(distributionDeployed) //   waits last
  .publishes(EdgeReady);
