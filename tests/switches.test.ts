import { describe, expect, test } from '@jest/globals';
import { everyTemplate } from '../landing-zone/src/every-template.ts';
import { estimateOf, WEB_ACL_RULES } from '../services/admin/src/cost/prices.ts';
import { webAclSettings } from '../services/edge/src/web-acl-rules.ts';
import { Config, configOf } from '../shared/src/deployment/config.ts';
import { DEFAULT_PLAN, limitsOf } from '../shared/src/deployment/plans.ts';
import { Watch } from '../shared/src/deployment/watch.ts';
import { read } from './repository.ts';

const config = configOf('example');
const OFF: Config = {
  ...config,
  watch: { ...config.watch, trail: false, guardDuty: false, flowLogs: false, accessLogs: false },
  dns: { ...config.dns, dnssec: false },
};
const on = {
  'watch.trail': { ...OFF, watch: { ...OFF.watch, trail: true } },
  'watch.guardDuty': { ...OFF, watch: { ...OFF.watch, guardDuty: true } },
  'watch.flowLogs': { ...OFF, watch: { ...OFF.watch, flowLogs: true } },
  'watch.accessLogs': { ...OFF, watch: { ...OFF.watch, accessLogs: true } },
  'dns.dnssec': { ...OFF, dns: { ...OFF.dns, dnssec: true } },
} satisfies Readonly<Record<string, Config>>;

/** Accounts, ids and types of what would be deployed. */
const deployed = (of: Config): readonly string[] =>
  Object.entries(everyTemplate('prod', of)).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, { Type }]) => `${stack} ${id} ${Type}`),
  );
const planned = (of: Config): readonly string[] => estimateOf(['network', 'edge', 'pipeline'], of.region, of).notIncluded;
const more = (list: readonly string[], than: readonly string[]): readonly string[] => list.filter((one) => !than.includes(one));

describe('a switch that watches or signs changes what is deployed and what the plan says, and off there is nothing of it:', () => {
  test.each(Object.entries(on))('%s', (_, switched) => {
    expect(more(deployed(switched), deployed(OFF)).length).toBeGreaterThan(0);
    expect(more(planned(switched), planned(OFF)).join()).toMatch(/[\d.]+ USD/);
    expect([more(deployed(OFF), deployed(switched)), more(planned(OFF), planned(switched))]).toEqual([[], []]);
  });

  test('no switch is left out', () => {
    const written = Config.parse({ ...config, watch: undefined, dns: undefined });
    const named = (['watch', 'dns'] as const).flatMap((part) =>
      Object.entries(written[part]).flatMap(([field, value]) => (typeof value === 'boolean' ? [`${part}.${field}`] : [])),
    );
    expect(Object.keys(on).sort()).toEqual(named.sort());
    expect(Object.keys(written.watch).sort()).toEqual(Object.keys(Watch.shape).sort());
  });
});

test("the plan counts the rules of a tenant's web ACL, each of which costs", () => {
  expect(webAclSettings('T', limitsOf(config, DEFAULT_PLAN).requests).Rules).toHaveLength(WEB_ACL_RULES);
});

test('docs/deploy.md says what a tenant costs as the plan does', () => {
  const { monthlyUsd } = estimateOf(['network', 'edge', 'pipeline'], config.region, config);
  expect(read('docs/deploy.md')).toContain(`A tenant costs about ${Math.round(monthlyUsd)} USD a month`);
});
