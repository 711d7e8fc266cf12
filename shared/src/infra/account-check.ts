import { deploymentLine, requireAccounts, WrongAccount } from '../deployment/accounts.ts';
import { configFile, configOf } from '../deployment/config.ts';
import { requireNode } from '../deployment/node-version.ts';
import { isElsewhere } from './by-hand.ts';

/** As much of osls as is used (its `lib/plugins/aws/provider.js`). */
export interface Serverless {
  readonly processedInput: {
    readonly commands: readonly string[];
    readonly options: { readonly stage?: string; readonly 'aws-profile'?: string };
  };
  readonly getProvider: (name: 'aws') => {
    readonly getStage: () => string;
    readonly getRegion: () => string;
    /** Asks STS with the very credentials that the deployment would use. */
    readonly getAccountId: () => Promise<string>;
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}
interface Writers {
  readonly log: { readonly notice: (line: string) => void };
}
type Environment = Readonly<Record<string, string | undefined>>;

/** Commands that change what is in AWS. `package`, `info` and the like continue without credentials. */
export const isWriting = ([command = '', sub]: readonly string[]): boolean =>
  ['deploy', 'remove', 'rollback', 'prune'].includes(command) && sub !== 'list';

/**
 * Says which account, deployment and region a service goes to, and refuses when the credentials are of another account than the
 * configuration has, or the command line leads to another region. A function that runs by hand has an endpoint that is not AWS's, or is held to the same.
 * @throws WrongAccount before anything is written
 */
export const checkService = async (serverless: Serverless, { log }: Writers, env: Environment): Promise<void> => {
  const { processedInput } = serverless;
  const aws = serverless.getProvider('aws');
  const deployment = aws.getStage();
  const isNamed = processedInput.options.stage !== undefined || env.STAGE === deployment;
  const target = { deployment, isNamed, config: configOf(deployment) };
  const isByHand = processedInput.commands.join(' ') === 'invoke local';
  if (isByHand ? await isElsewhere(deployment, env) : !isWriting(processedInput.commands)) return;
  const { region, accounts } = target.config;
  if (aws.getRegion() !== region) {
    throw new WrongAccount(
      `nothing was changed: region is ${region} in ${configFile(deployment)}, but the command line leads to ${aws.getRegion()}. Leave --region out.`,
    );
  }
  const profile = processedInput.options['aws-profile'] ?? env.AWS_PROFILE;
  const by = profile ? `profile ${profile}` : 'the environment';
  const identity = await aws.getAccountId().then(
    (found) => ({ found }),
    (error: Error) => ({ failure: `${error.name}: ${error.message}` }),
  );
  requireAccounts(target, [{ account: 'superAdmin', by, ...identity }]);
  log.notice(`${deploymentLine(target)}, account ${accounts.superAdmin} by ${by}`);
};

/** The plug-in of osls, which every service names in its `plugins`. */
export default class AccountCheck {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  constructor(serverless: Serverless, _options: unknown, writers: Writers) {
    this.hooks = {
      initialize: async () => {
        try {
          requireNode();
          await checkService(serverless, writers, process.env);
        } catch (error) {
          // Of osls's own class, which it shows without a stack.
          throw new serverless.classes.Error((error as Error).message, error instanceof WrongAccount ? 'WRONG_ACCOUNT' : 'CANNOT_DEPLOY');
        }
      },
    };
  }
}
