import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Packaged, ServiceTemplate } from './packaged.ts';

/** What osls writes beside a bundle in the deployment bucket (its lib/plugins/aws/deploy/lib/upload-artifacts.js). */
type HashOf = (key: string) => Promise<string | undefined>;

const codeOf = (template: ServiceTemplate, id: string): { readonly S3Key?: string } =>
  (template.Resources[id]?.Properties?.Code ?? {}) as { readonly S3Key?: string };

/**
 * A template whose functions name the code that they run, where their bundle is still the same: osls packages each into a folder named
 * after the moment, by which every function would seem to change.
 * @param deployed the stack's template
 * @param hashOf SHA-256 of a bundle that was deployed, in Base64; undefined where it is not there any more
 */
export const withDeployedCode = async (
  { template, folder }: Packaged,
  deployed: ServiceTemplate,
  hashOf: HashOf,
): Promise<ServiceTemplate> => {
  const resources = Object.entries(template.Resources).map(async ([id, resource]) => {
    const [code, running] = [codeOf(template, id), codeOf(deployed, id)];
    if (resource.Type !== 'AWS::Lambda::Function' || !code.S3Key || !running.S3Key) return [id, resource] as const;
    const bundle = await readFile(path.join(folder, path.posix.basename(code.S3Key)));
    const hash = createHash('sha256').update(bundle).digest('base64');
    if ((await hashOf(running.S3Key)) !== hash) return [id, resource] as const;
    return [id, { ...resource, Properties: { ...resource.Properties, Code: { ...code, S3Key: running.S3Key } } }] as const;
  });
  return { ...template, Resources: Object.fromEntries(await Promise.all(resources)) };
};
