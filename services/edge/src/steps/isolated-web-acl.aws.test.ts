import { GetWebACLCommand, ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { expect, test } from '@jest/globals';
import { agrees } from '@tenantry/shared/aws/agrees';
import { DEFAULT_PLAN, limitsOf } from '@tenantry/shared/deployment/plans';
import { isolation, suspension } from '@tenantry/shared/testing/isolation';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { isolatedSettings, suspendedSettings, webAclSettings } from '../web-acl-rules.ts';
import { isolatedWebAcl } from './isolated-web-acl.ts';
import { suspendedWebAcl } from './suspended-web-acl.ts';
import { wafOf, webAcl } from './web-acl.ts';

const found = async (root: Scope) => {
  const [summary] = (await wafOf(root).send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' }))).WebACLs ?? [];
  return (await wafOf(root).send(new GetWebACLCommand({ Scope: 'CLOUDFRONT', Name: summary?.Name, Id: summary?.Id }))).WebACL;
};

test('the web ACL of an isolated tenant lets nobody in, however often it is asked, and is as before afterwards', async () => {
  const { scope, root } = await tenant();
  const made = await webAcl.ensure(scope, { plan: DEFAULT_PLAN }, {});
  for (const _ of [1, 2]) {
    await isolatedWebAcl.ensure(scope, isolation(true), {});
    expect(agrees(await found(root), isolatedSettings(root.tenantId))).toBe(true);
  }
  await isolatedWebAcl.ensure(scope, isolation(false), {});
  expect(await webAcl.ensure(scope, { plan: DEFAULT_PLAN }, made)).toEqual(made);
  expect(agrees(await found(root), webAclSettings(root.tenantId, limitsOf(root.config, DEFAULT_PLAN).requests))).toBe(true);
});

test('where there is none yet, none is made', async () => {
  const { scope, root } = await tenant();
  await isolatedWebAcl.ensure(scope, isolation(true), {});
  expect((await wafOf(root).send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' }))).WebACLs).toEqual([]);
});

test('the web ACL of a suspended tenant answers with the page of its name, and is as it was when it is resumed', async () => {
  const { scope, root, needs } = await tenant();
  const made = await webAcl.ensure(scope, needs, {});
  const before = await found(root);
  const named = { ...suspension(true), name: 'St. Anna & <Partners>' };
  for (const _ of [1, 2]) await suspendedWebAcl.ensure(scope, named, {});
  const shut = await found(root);
  expect(shut?.DefaultAction?.Block?.CustomResponse).toMatchObject({ ResponseCode: 503, ResponseHeaders: [{ Name: 'Retry-After' }] });
  expect(shut?.Rules).toMatchObject([
    { Name: 'api', Action: { Block: { CustomResponse: { ResponseCode: 503, CustomResponseBodyKey: 'problem' } } } },
  ]);
  expect(agrees(shut, suspendedSettings(root.tenantId, named.name))).toBe(true);
  expect(JSON.stringify(suspendedSettings(root.tenantId, named.name))).toContain('<h1>St. Anna &#38; &#60;Partners&#62;</h1>');
  await suspendedWebAcl.ensure(scope, { ...suspension(false), name: 'St. Anna' }, {});
  await webAcl.ensure(scope, needs, made);
  expect(await found(root)).toEqual(before);
});
