import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { isWriting } from '@tenantry/shared/infra/account-check';
import { requireLandingZone } from './elsewhere.ts';

/** As much of osls as is used (its `lib/plugins/aws/provider.js`). */
export interface Serverless {
  readonly processedInput: { readonly commands: readonly string[] };
  readonly getProvider: (name: 'aws') => {
    readonly getStage: () => string;
    readonly getRegion: () => string;
    readonly getAwsSdkV3Config: () => Promise<CloudFormationClientConfig>;
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

/** @throws WrongRegion before anything is written, where the landing zone of the deployment is not */
export const checkLandingZone = async (serverless: Serverless): Promise<void> => {
  if (!isWriting(serverless.processedInput.commands)) return;
  const aws = serverless.getProvider('aws');
  await requireLandingZone({ ...(await aws.getAwsSdkV3Config()), region: aws.getRegion() }, aws.getStage());
};

/** The plug-in of osls, which every service names after the check of its account. */
export default class LandingZoneCheck {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  constructor(serverless: Serverless) {
    this.hooks = {
      initialize: async () => {
        try {
          await checkLandingZone(serverless);
        } catch (error) {
          // Of osls's own class, which it shows without a stack.
          throw new serverless.classes.Error((error as Error).message, 'NO_LANDING_ZONE');
        }
      },
    };
  }
}
