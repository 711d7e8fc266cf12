import { expect, test } from '@jest/globals';
import { machinesOf } from '../api/request/machines.ts';
import { machineAccess } from './machines.ts';

const { resources, audience, environment, outputs } = machineAccess([
  { name: 'ci', scope: 'operate' },
  { name: 'nightly-report', scope: 'read' },
]);

test('a machine is an app client with the scopes up to its own, which the authorizer knows', () => {
  expect(resources).toMatchObject({
    ResourceServer: {
      Properties: { Identifier: 'tenantry', Scopes: [{ ScopeName: 'read' }, { ScopeName: 'operate' }, { ScopeName: 'admin' }] },
    },
    MachineCi: { Properties: { GenerateSecret: true, AllowedOAuthScopes: ['tenantry/read', 'tenantry/operate'] } },
    MachineNightlyReport: { Properties: { AllowedOAuthScopes: ['tenantry/read'] } },
  });
  expect(audience).toEqual([{ Ref: 'MachineCi' }, { Ref: 'MachineNightlyReport' }]);
  expect(outputs).toEqual({
    MachineCiClientId: { Value: { Ref: 'MachineCi' } },
    MachineNightlyReportClientId: { Value: { Ref: 'MachineNightlyReport' } },
  });
});

test('the function knows the machines as the template names them', () => {
  const deployed = Object.entries(environment as Readonly<Record<string, string | { readonly Ref: string }>>).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `id-of-${value.Ref}`,
  ]);
  expect([...machinesOf(Object.fromEntries(deployed))]).toEqual([
    ['id-of-MachineCi', { name: 'ci', scope: 'operate' }],
    ['id-of-MachineNightlyReport', { name: 'nightly-report', scope: 'read' }],
  ]);
});

test('nothing is made where there is no machine, and what is no list of machines is refused', () => {
  expect(machineAccess([])).toEqual({ resources: {}, audience: [], environment: {}, outputs: {} });
  expect([...machinesOf({})]).toEqual([]);
  for (const MACHINES of ['ci', 'ci:operate:x', 'ci:root', ':read', 'ci:read,nightly:read'])
    expect(() => machinesOf({ MACHINES, MACHINE_CLIENT_1: 'x' })).toThrow(/MACHINES has/);
});
