import { ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { DescribeArchiveCommand, DescribeEventBusCommand, DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { archiveName, busName } from '@tenantry/events-schema/bus';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { adviceOnBilling } from '@tenantry/shared/aws/billing';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { serviceName, tenantResourceName } from '@tenantry/shared/domain/names';
import { failureOf, isCode } from '@tenantry/shared/failure/errors';
import { costByAccount } from '../../cost/cost-explorer.ts';
import { accountsQuota, figures, limitOf } from '../../quotas/organization.ts';
import { other } from '../../readings/other-accounts.ts';
import { said, wildcardRecord } from '../../readings/wildcard-record.ts';
import { allTenants } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';
import { nobodyBehind } from './behind.ts';
import { check, Warning } from './check.ts';
import { CONCURRENCY, enoughConcurrency, MORE_CONCURRENCY } from './concurrency.ts';
import { operationChecks } from './operations.ts';
import { deployedVersions, sameVersion } from './versions.ts';

const REDEPLOY = 'Deploy the service again.';
const ZONE = 'Deploy the landing zone again.';
const FINISH = 'Finish the deployment, the landing zone first, or roll all services back: docs/versions.md.';
const REPLAY = 'Replay them: docs/versions.md#bring-tenants-to-a-new-baseline.';
const BY_HAND =
  'In the owner account, open Cost Explorer once and let IAM see the bill: landing-zone/README.md, "Before the first deployment".';
const WILDCARD = 'Do what docs/runbook.md#a-wildcard-record says; where the records cannot be read, deploy the landing zone again.';
/** No tenant has it. */
const NOBODY = '00000000000000000000000000';

/** Looks at what the control plane cannot do without, and at what somebody should look at. Reads only. */
export const getChecks: Handler<'GET /checks'> = async () => {
  const zone = await landingZone();
  const { deployment } = zone;
  const events = client(EventBridgeClient);
  const EventBusName = busName(deployment);
  const checks = await Promise.all([
    check('role in the owner account', ZONE, async () => {
      await other(zone).organizations.send(new ListAccountsCommand({ MaxResults: 1 }));
      return `reads the organization of ${zone.config.accounts.owner}`;
    }),
    check('role in the devops account', ZONE, async () => {
      const pipelineName = tenantResourceName(NOBODY);
      await other(zone)
        .codePipeline.send(new ListPipelineExecutionsCommand({ pipelineName }))
        .catch((error: unknown) => {
          if (!isCode(error, 'PipelineNotFoundException')) throw error;
        });
      return `reads pipelines of ${zone.config.accounts.devops}`;
    }),
    check('cost of the owner account', BY_HAND, async () => {
      // Nothing of the product needs it: figures of cost are missing.
      const { value: months } = await costByAccount(zone).catch((error: unknown) => {
        const advice = adviceOnBilling(error);
        throw advice === undefined ? error : new Warning(failureOf(error).message, advice);
      });
      return `Cost Explorer shows ${months.length} months`;
    }),
    check('quota of accounts', ZONE, async () => {
      const { used, limit, unknown } = accountsQuota(await figures(zone), []);
      if (unknown !== undefined) throw new Error(unknown);
      return `${used} of ${limit} are used`;
    }),
    check('functions at the same time', MORE_CONCURRENCY, async () =>
      enoughConcurrency(await limitOf(client(ServiceQuotasClient), CONCURRENCY)),
    ),
    check('records of the root domain', WILDCARD, async () => {
      const record = await wildcardRecord(zone);
      if (record === undefined) return `names below ${zone.config.rootDomain} lead nowhere by themselves`;
      const { reason, fix } = said(zone, record);
      throw new Error(`${reason}. ${fix}`);
    }),
    check('versions', FINISH, async () => sameVersion(await deployedVersions(zone))),
    check('tenants at the baseline of their stages', REPLAY, async () => nobodyBehind(await allTenants())),
    check('bus', 'Deploy events-schema again.', async () => {
      await events.send(new DescribeEventBusCommand({ Name: EventBusName }));
      return EventBusName;
    }),
    check('archive', 'Deploy events-schema again.', async () => {
      const { State = '', EventCount = 0 } = await events.send(new DescribeArchiveCommand({ ArchiveName: archiveName(deployment) }));
      if (State !== 'ENABLED') throw new Error(`the archive is ${State}`);
      return `${archiveName(deployment)}, ${EventCount} events`;
    }),
    ...STAGE_NAMES.map((name) =>
      check(`rule of ${name}`, REDEPLOY, async () => {
        const { State } = await events.send(new DescribeRuleCommand({ Name: serviceName(deployment, name), EventBusName }));
        if (State !== 'ENABLED') throw new Error(`the rule is ${State}`);
        return 'hears the bus';
      }),
    ),
    ...operationChecks(zone),
  ]);
  return { answer: { isOk: checks.every(({ isOk }) => isOk), checks } };
};
