import { expect } from '@jest/globals';
import { everyTemplate } from '../../../landing-zone/src/every-template.ts';
import { apiStage } from '../../../services/admin/src/infra/api-stage.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';

const config = { ...configOf('dev'), watch: { ...configOf('dev').watch, accessLogs: true } };

attack('sign-in-from-a-log', 'who reads a log of requests finds tokens, cookies, or the code of a sign-in that is still good', () => {
  const { WebAclLogging } = everyTemplate('dev', config).consoleFront.Resources;
  const RedactedFields = WebAclLogging?.Properties?.RedactedFields;
  for (const Name of ['authorization', 'cookie', 'referer']) expect(RedactedFields).toContainEqual({ SingleHeader: { Name } });
  expect(RedactedFields).toContainEqual({ QueryString: {} });
  const { AccessLogSettings } = apiStage(config);
  const logged = Object.values(JSON.parse(AccessLogSettings?.Format ?? '{}') as Readonly<Record<string, string>>);
  expect(logged).toContain('$context.routeKey');
  // Of what a request says itself there is the subject alone; neither path nor query, which name tenants and people.
  const said = /path|query|header|identity|claims\.(?!sub$)|requestOverride/i;
  expect(logged.filter((one) => said.test(one))).toEqual([]);
});

attack('log-taken-away', 'who has got in deletes or shortens the log of how', () => {
  const { WebAclLogs, WebAclLogsPolicy } = everyTemplate('dev', { ...config, watch: { ...config.watch, lockDays: 30 } }).consoleFront
    .Resources;
  expect(WebAclLogs?.Properties).toMatchObject({
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } } },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 31 }] },
  });
  // AWS alone writes there, for one account.
  const allowed = JSON.stringify(WebAclLogsPolicy).match(/"Effect":"Allow","Principal":\{[^}]*\}/g);
  expect(new Set(allowed)).toEqual(new Set(['"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"}']));
});
