import { parse } from 'yaml';
import { everyTemplate } from '../landing-zone/src/every-template.ts';
import { FOLDERS, serviceIn } from '../scripts/services.ts';
import { Config, configOf } from '../shared/src/deployment/config.ts';
import { read } from './repository.ts';

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

const example = Config.parse(JSON.parse(read('config/example.json')));
const { vpn: _vpn, devopsCidr: _devopsCidr, ...smallest } = example.network;
/** The landing zone with all that a configuration can ask for, and with none of it. */
const LANDING_ZONES: Readonly<Record<string, { readonly deployment: string; readonly config: Config }>> = {
  laptop: { deployment: 'dev', config: configOf('dev') },
  example: { deployment: 'prod', config: example },
  smallest: { deployment: 'staging', config: { ...example, network: smallest } },
};
const services = await Promise.all(FOLDERS.map(async (folder) => [folder, await serviceIn(folder)] as const));

/** Every CloudFormation template of the product, by name: landing zone and tenant's baseline per configuration, services, application. */
export const everyResources: readonly (readonly [name: string, Resources])[] = [
  ...Object.entries(LANDING_ZONES).flatMap(([configuration, { deployment, config }]) =>
    Object.entries(everyTemplate(deployment, config)).map(([name, { Resources }]) => [`${configuration} ${name}`, Resources] as const),
  ),
  ...services.map(([folder, service]) => [`service ${folder}`, service.resources.Resources as unknown as Resources] as const),
  // Its short forms (!Ref, !Sub) are read as the text behind them.
  ['tenant-app api', (parse(read('tenant-app/api/template.yml'), { logLevel: 'silent' }) as { Resources: Resources }).Resources],
];
