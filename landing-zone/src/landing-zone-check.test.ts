import { expect, test } from '@jest/globals';
import { checkLandingZone } from './landing-zone-check.ts';

/** Runs the check as osls does; it asks for credentials only to ask AWS. */
const check = (command: string): Promise<void> =>
  checkLandingZone({
    processedInput: { commands: command.split(' ') },
    getProvider: () => ({
      getStage: () => 'example',
      getRegion: () => 'us-east-1',
      getAwsSdkV3Config: () => Promise.reject(new Error('asked for credentials')),
    }),
    classes: { Error },
  });

test.each(['deploy', 'deploy function', 'remove', 'rollback'])('%s looks first where the landing zone is', async (command) => {
  await expect(check(command)).rejects.toThrow('asked for credentials');
});

test.each(['package', 'info', 'print', 'invoke local', 'deploy list'])('%s needs no credentials', async (command) => {
  await check(command);
});
