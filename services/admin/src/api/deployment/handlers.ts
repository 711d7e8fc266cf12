import { VERSION } from '@tenantry/events-schema/generated/version';
import { beginsWith } from '@tenantry/saga/begins-with';
import { STAGES } from '@tenantry/saga/stages';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { planNames } from '@tenantry/shared/deployment/plans';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import { GROUPS } from '../../contract/route.ts';
import { dashboardUrl } from '../../model/console-url.ts';
import { offerOf } from '../../model/plan-offer.ts';
import type { Handler } from '../request/call.ts';

export const getMe: Handler<'GET /me'> = async ({ caller: { subject, displayName, groups } }) => ({
  answer: { subject, displayName, groups: [...groups], group: GROUPS.findLast((group) => groups.includes(group)) ?? 'viewer' },
});

export const getDeployment: Handler<'GET /deployment'> = async () => {
  const zone = await landingZone();
  const { region, rootDomain, publicUrl, accounts, network, commonVariables, runbookUrl, awsConsole } = zone.config;
  return {
    answer: {
      stage: zone.deployment,
      version: VERSION,
      region,
      rootDomain,
      publicUrl,
      accounts,
      hostedZoneId: zone.production.hostedZoneId,
      zoneIds: network.zoneIds,
      cells: network.cells.map(({ name, pool, capacity }) => ({ name, pool, capacity })),
      prefix: network.prefix,
      plans: planNames(zone.config).map((name) => offerOf(zone.config, name)),
      reservedSlugs: [...reservedLabels(zone.config)],
      commonVariables,
      ...(runbookUrl ? { runbookUrl } : {}),
      ...(awsConsole.links ? { dashboardUrl: dashboardUrl(zone) } : {}),
      traces: awsConsole.traces,
      stages: STAGES.map(({ name, waitsFor, entries, ready, removed, steps }) => ({
        stage: name,
        waitsFor: [...waitsFor],
        beginsWith: [...beginsWith(entries)],
        ...(ready ? { ready } : {}),
        removed,
        steps: steps.map(({ name: step, usually }) => ({ step, ...(usually ? { usualSeconds: usually.seconds } : {}) })),
      })),
    },
  };
};
