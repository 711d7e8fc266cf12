import { CloudFormationClient, type CloudFormationClientConfig, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { protectedAtBirth, unprotected } from '@tenantry/shared/aws/protection';
import type { Resources } from './template.ts';

interface Compiled {
  readonly Resources: Resources;
}
/** As much of osls as is used (its `lib/plugins/aws/deploy/index.js`). */
export interface Serverless {
  readonly service: { readonly provider: { compiledCloudFormationTemplate: Compiled } };
  readonly getProvider: (name: 'aws') => {
    readonly getAwsSdkV3Config: () => Promise<CloudFormationClientConfig>;
    readonly naming: { readonly getStackName: () => string };
  };
  readonly pluginManager: { readonly spawn: (lifecycle: string) => Promise<void> };
}
interface Writers {
  readonly log: { readonly notice: (line: string) => void };
}

/** Logical ids of what the service's stack has. The framework has created it, with a bucket, before it looks for changes. */
const existing = async (serverless: Serverless): Promise<readonly string[]> => {
  const aws = serverless.getProvider('aws');
  const client = new CloudFormationClient(await aws.getAwsSdkV3Config());
  const ids: string[] = [];
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: aws.naming.getStackName() })) {
      ids.push(...StackResourceSummaries.map(({ LogicalResourceId = '' }) => LogicalResourceId));
    }
  } finally {
    client.destroy();
  }
  return ids;
};

/**
 * The plug-in of osls by which a service's resources get their deletion protection: after the deployment that creates them has
 * succeeded, by a second one. A failed first deployment can then be rolled back, and repeated.
 */
export default class LateProtection {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  constructor(serverless: Serverless, _options: unknown, { log }: Writers) {
    let wanted: Compiled | undefined;
    // Looked up each time: the framework replaces the object between its steps.
    const provider = () => serverless.service.provider;
    this.hooks = {
      'before:aws:deploy:deploy:checkForChanges': async () => {
        const template = provider().compiledCloudFormationTemplate;
        if (protectedAtBirth(template.Resources, []).length === 0) return;
        const later = protectedAtBirth(template.Resources, await existing(serverless));
        if (later.length === 0) return;
        wanted = template;
        provider().compiledCloudFormationTemplate = { ...template, Resources: unprotected(template.Resources, later) };
      },
      'after:aws:deploy:deploy:updateStack': async () => {
        if (!wanted) return;
        provider().compiledCloudFormationTemplate = wanted;
        wanted = undefined;
        log.notice('Once more, with deletion protection');
        await serverless.pluginManager.spawn('aws:deploy:deploy');
      },
    };
  }
}
