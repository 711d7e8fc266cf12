import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { arnOf } from '@tenantry/shared/infra/policy';

/** Requests a second, and at once: fifty people with two pages each that ask twice a second. Beyond, API Gateway answers 429. */
const THROTTLING = { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 };
/** Days. */
const RETENTION = 90;
/**
 * The route instead of the path, the subject instead of a name, and neither query nor headers, which have the codes and tokens of sign-ins.
 * Addresses are those of CloudFront here: the audit has the caller's (API Gateway Developer Guide, "Customize HTTP API access logs").
 */
const FORMAT = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.integrationLatency',
  subject: '$context.authorizer.claims.sub',
  refused: '$context.authorizer.error',
};

/**
 * Who asked the super admins' API for what, those included whom its authorizer refuses and the function never hears of. An HTTP API writes to
 * CloudWatch Logs alone, so this log is not in the locked bucket. Its name keeps it out of the limited policy of all log groups
 * (CloudWatch Logs User Guide, "Logs sent to CloudWatch Logs").
 */
export const accessLog = (deployment: string, { watch }: Config) =>
  watch.accessLogs
    ? {
        AccessLog: {
          Type: 'AWS::Logs::LogGroup',
          Properties: { LogGroupName: `/aws/vendedlogs/${serviceName(deployment, 'admin-access')}`, RetentionInDays: RETENTION },
        },
      }
    : {};

/** The stage of the HTTP API: its limits, and its log where there is one. */
export const apiStage = ({ watch }: Config) => ({
  DefaultRouteSettings: THROTTLING,
  ...(watch.accessLogs ? { AccessLogSettings: { DestinationArn: arnOf('AccessLog'), Format: JSON.stringify(FORMAT) } } : {}),
});
