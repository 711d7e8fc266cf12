import { parse } from 'yaml';
import console from '../console/serverless.ts';
import events from '../events-schema/serverless.ts';
import { everyTemplate } from '../landing-zone/src/every-template.ts';
import account from '../services/account/serverless.ts';
import admin from '../services/admin/serverless.ts';
import dns from '../services/dns/serverless.ts';
import edge from '../services/edge/serverless.ts';
import network from '../services/network/serverless.ts';
import offboard from '../services/offboard/serverless.ts';
import pipeline from '../services/pipeline/serverless.ts';
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
const services = { events, account, network, edge, dns, pipeline, admin, offboard, console };

/** Every CloudFormation template of the product, by name: landing zone and tenant's baseline per configuration, services, application. */
export const everyResources: readonly (readonly [name: string, Resources])[] = [
  ...Object.entries(LANDING_ZONES).flatMap(([configuration, { deployment, config }]) =>
    Object.entries(everyTemplate(deployment, config)).map(([name, { Resources }]) => [`${configuration} ${name}`, Resources] as const),
  ),
  ...Object.entries(services).map(([name, service]) => [`service ${name}`, service.resources.Resources as unknown as Resources] as const),
  // Its short forms (!Ref, !Sub) are read as the text behind them.
  ['tenant-app api', (parse(read('tenant-app/api/template.yml'), { logLevel: 'silent' }) as { Resources: Resources }).Resources],
];
