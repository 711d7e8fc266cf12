import { request } from 'node:http';
import { codeOf } from './authenticator.ts';

/** What a browser shows after it has followed redirects within the sign-in's own address, or where it was sent away to. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The address outside the sign-in's own that the browser was sent to; it is not opened. */
  readonly left?: URL;
}
/** What a person knows and has. */
export interface Person {
  readonly email: string;
  readonly password: string;
  /** Chosen where Cognito asks for a password of their own. */
  readonly newPassword?: string;
  /** Of their authenticator app. */
  readonly secret?: string;
}

const unescaped = (text: string): string => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const found = (text: string, pattern: RegExp): string | undefined => {
  const match = pattern.exec(text)?.[1];
  return match === undefined ? undefined : unescaped(match);
};
export const problemOf = ({ text }: Shown): string | undefined => found(text, /role="alert">([^<]*)/);
export const secretOf = ({ text }: Shown): string | undefined => found(text, /<code>([^<]*)/);
const fieldsOf = ({ text }: Shown): readonly string[] => [...text.matchAll(/<input name="([^"]+)"/g)].map(([, name = '']) => name);
const hiddenOf = ({ text }: Shown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );

/** A browser without a window: it keeps cookies, follows redirects and sends forms. Connects to this machine, whatever the name. */
export const pageBrowser = () => {
  const cookies = new Map<string, string>();
  const send = (url: string, form?: URLSearchParams): Promise<Shown> =>
    new Promise((resolve, reject) => {
      const { host, port, pathname, search } = new URL(url);
      const headers = {
        host,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      };
      const sent = request({ host: '127.0.0.1', port, path: pathname + search, method: form ? 'POST' : 'GET', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          for (const set of answer.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
            if (value) cookies.set(name, value);
            else cookies.delete(name);
          }
          resolve({ url, status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(form?.toString());
    });
  const follow = async (shown: Shown): Promise<Shown> => {
    const { location } = shown.headers;
    if (shown.status !== 302 || typeof location !== 'string') return shown;
    const to = new URL(location, shown.url);
    return to.host === new URL(shown.url).host ? follow(await send(to.href)) : { ...shown, left: to };
  };
  const open = async (url: string): Promise<Shown> => follow(await send(url));
  const submit = async (shown: Shown, fields: Readonly<Record<string, string>>): Promise<Shown> =>
    follow(await send(shown.url, new URLSearchParams({ ...hiddenOf(shown), ...fields })));
  return { open, submit, cookies };
};
export type PageBrowser = ReturnType<typeof pageBrowser>;

/** What a person types on the page that is shown. */
const typed = (shown: Shown, { email, password, newPassword = '', secret }: Person): Readonly<Record<string, string>> => {
  const asked = fieldsOf(shown);
  if (asked.includes('password')) return { username: email, password };
  if (asked.includes('new_password')) return { new_password: newPassword };
  return { code: codeOf(secret ?? secretOf(shown) ?? '') };
};

/**
 * Signs in at Cognito's pages as a person does, page after page.
 * @returns Where the application gets the browser back
 * @throws Error with what the page says
 */
export const signInAtPages = async (url: string, person: Person, browser: PageBrowser = pageBrowser()): Promise<URL> => {
  let shown = await browser.open(url);
  for (let pages = 0; pages < 5 && !shown.left; pages++) {
    const problem = problemOf(shown);
    if (problem !== undefined || shown.status !== 200) throw new Error(problem ?? `${shown.url} answered ${shown.status}: ${shown.text}`);
    shown = await browser.submit(shown, typed(shown, person));
  }
  if (!shown.left) throw new Error(`the sign-in ended at ${shown.url}: ${problemOf(shown)}`);
  return shown.left;
};
