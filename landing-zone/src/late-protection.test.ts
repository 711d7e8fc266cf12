import { expect, test } from '@jest/globals';
import LateProtection from './late-protection.ts';
import type { Resources } from './template.ts';

const Open = { Type: 'AWS::SNS::Topic' };
const Pool = { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'ACTIVE' } };

/** Runs the plug-in's hooks around an update, with nothing to answer for the account: it may not be asked. */
const deployed = async (resources: Resources) => {
  const spawned: string[] = [];
  const template = { Resources: resources };
  const provider = { compiledCloudFormationTemplate: template };
  const { hooks } = new LateProtection(
    {
      service: { provider },
      getProvider: () => {
        throw new Error('not asked for');
      },
      pluginManager: { spawn: async (lifecycle) => void spawned.push(lifecycle) },
    },
    {},
    { log: { notice: () => {} } },
  );
  await hooks['before:aws:deploy:deploy:checkForChanges']?.();
  await hooks['after:aws:deploy:deploy:updateStack']?.();
  return { spawned, isSame: provider.compiledCloudFormationTemplate === template };
};

test('a service without deletion protection is deployed as it is, once, and its stack is not looked at', async () => {
  expect(await deployed({ Open })).toEqual({ spawned: [], isSame: true });
});

test('a service with deletion protection asks what its stack has already', async () => {
  await expect(deployed({ Open, Pool })).rejects.toThrow('not asked for');
});
