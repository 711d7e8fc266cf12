import type { Page } from 'playwright-core';
import { consoleUrl, openConsole } from '../../laptop/demo/console.ts';
import { type Harness, harness } from '../../tests/e2e/harness.ts';

export interface LiveConsole {
  readonly on: Harness;
  /** `http://superadmin.app.localhost:<port>`. */
  readonly url: string;
}

/** The console that is deployed on the running laptop. */
export const liveConsole = async (): Promise<LiveConsole> => {
  const on = await harness();
  await openConsole(on.laptop);
  return { on, url: consoleUrl(on.laptop).replace(/\/$/, '') };
};

/** Signs in at Cognito's page, as a person does. */
export const signIn = async (page: Page, { on, url }: LiveConsole, path = '/'): Promise<void> => {
  await page.goto(`${url}${path}`);
  await page.getByRole('button', { name: 'Sign in with your account' }).click();
  await page.getByLabel('E-mail address').fill(on.admin.email);
  await page.getByLabel('Password').fill(on.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'attached' });
};
