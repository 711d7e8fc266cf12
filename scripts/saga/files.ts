import { existsSync } from 'node:fs';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { configOf } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import type { AnyStage } from '@tenantry/shared/saga/stage';
import { type Files, readRepository } from '../generated-files.ts';
import { SERVICE_FOLDERS, serviceIn } from '../services.ts';
import { type StageService, sagaOf } from './document.ts';
import { withPictures } from './pictures.ts';
import { sourceOf } from './source.ts';

/** Its names stand for those of all: what differs is left out. */
const DEPLOYMENT = 'dev';
/** Files with pictures of the saga. */
const PICTURED = ['README.md', 'docs/architecture.md'];

/** The services that have a stage, in the order in which they are deployed. */
const stageServices = (): Promise<readonly StageService[]> => {
  const withStage = SERVICE_FOLDERS.filter((folder) => existsSync(new URL(`../../${folder}/src/stage.ts`, import.meta.url)));
  return Promise.all(
    withStage.map(async (folder) => {
      const [stage, ...others] = Object.values((await import(`../../${folder}/src/stage.ts`)) as Record<string, AnyStage>);
      if (!stage || others.length > 0) throw new Error(`${folder}/src/stage.ts must export its stage and nothing else`);
      return { stage, service: await serviceIn(folder) };
    }),
  );
};

/** The saga document and the pictures that are drawn from it. */
export const sagaFiles = async (): Promise<Files> => {
  const document = sagaOf(await stageServices(), everyTemplate(DEPLOYMENT, configOf(DEPLOYMENT)), serviceName(DEPLOYMENT, ''));
  return new Map([
    ['saga/src/generated/saga.ts', sourceOf(document)],
    ...PICTURED.map((file): [string, string] => [file, withPictures(readRepository(file), document)]),
  ]);
};
