import { serviceName } from '@tenantry/shared/domain/names';
import { alarm } from '@tenantry/shared/infra/alarm';

/** Seconds. */
const PERIOD = 300;
/** Requests in a period that fail; one alone is told to who made it, and can be repeated. */
const FAILED = 5;
/** Requests in a period that are refused. A page whose session is over asks three hundred times until somebody closes it. */
const REFUSED = 1_000;
/** Milliseconds. API Gateway gives up after 30 s. */
const SLOW = 10_000;

/**
 * CloudFormation resources: alarms of the super admins' API. What its authorizer or its throttling refuses never reaches the function, so
 * they look at API Gateway (Developer Guide, "Monitor CloudWatch metrics for HTTP APIs").
 */
export const apiAlarms = (deployment: string) => {
  // The framework names the API so in the template.
  const api = { Namespace: 'AWS/ApiGateway', Dimensions: [{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }], Period: PERIOD };
  return {
    ApiFailuresAlarm: alarm(
      deployment,
      serviceName(deployment, 'admin-api-failures'),
      'Requests to the API of the super admins fail. The log of the function has the AWS call, or the stack of an error of ours, under the id of the request. docs/runbook.md#the-api-answers-for-aws',
      { ...api, MetricName: '5xx', Statistic: 'Sum', Threshold: FAILED },
    ),
    ApiRefusalsAlarm: alarm(
      deployment,
      serviceName(deployment, 'admin-api-refusals'),
      'The API of the super admins refuses very many requests: somebody tries tokens or routes, or a program repeats what cannot work. The access log says which route and which subject. docs/runbook.md#the-api-refuses-a-request',
      { ...api, MetricName: '4xx', Statistic: 'Sum', Threshold: REFUSED },
    ),
    ApiSlowAlarm: alarm(
      deployment,
      serviceName(deployment, 'admin-api-slow'),
      'The API of the super admins has been slow for a quarter of an hour. The traces of its function say which call of AWS takes the time. docs/runbook.md#the-api-answers-for-aws',
      { ...api, EvaluationPeriods: 3, MetricName: 'Latency', ExtendedStatistic: 'p95', Threshold: SLOW },
    ),
  };
};
