import { readRepository } from './generated-files.ts';

/** As much of a service's `serverless.ts` as is read from outside of it. */
export interface Service {
  readonly functions: Readonly<Record<string, { readonly name: string }>>;
  readonly provider: { readonly tracing: { readonly lambda: boolean } };
  readonly resources: { readonly Resources: Resources };
}
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;

/** Folders of what is deployed after the landing zone, in the order of `serverless-compose.yml`. */
export const FOLDERS: readonly string[] = [...readRepository('serverless-compose.yml').matchAll(/^ +path: (\S+)$/gm)].map(
  ([, folder = '']) => folder,
);
/** Folders of the services that have functions: the stages and the API. */
export const SERVICE_FOLDERS: readonly string[] = FOLDERS.filter((folder) => folder.startsWith('services/'));

/** What `serverless.ts` of a folder says, for the deployment that a process deploys: `dev` by default. */
export const serviceIn = async <S = Service>(folder: string): Promise<S> =>
  ((await import(`../${folder}/serverless.ts`)) as { default: S }).default;
