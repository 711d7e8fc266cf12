import type { AwsResult } from '../call.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
};
const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:0}main{max-width:22rem;margin:4rem auto;padding:0 1rem}label,button,input{display:block;width:100%;box-sizing:border-box;font:inherit}label{margin:0 0 1rem}input{padding:.5rem}button{padding:.6rem}code{overflow-wrap:anywhere}';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autoComplete: string;
}
export interface Page {
  readonly title: string;
  readonly says?: string;
  /** Why the last answer was not taken. */
  readonly problem?: string;
  readonly fields: readonly Field[];
  readonly button: string;
  /** Sent back unseen. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly link?: { readonly href: string; readonly text: string };
  /** Shown to be typed into an authenticator app. */
  readonly secret?: string;
}

const inputOf = ({ name, label, type, autoComplete }: Field): string =>
  `<label>${escaped(label)}<input name="${name}" type="${type}" autocomplete="${autoComplete}" required></label>`;

/** A page with one form that goes back to its own address. */
export const page = (shown: Page, headers: Readonly<Record<string, string>> = {}): AwsResult => {
  const { title, says = '', problem = '', fields, button, hidden, link, secret } = shown;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    says && `<p>${escaped(says)}</p>`,
    secret && `<p>Secret of your authenticator app: <code>${escaped(secret)}</code></p>`,
    problem && `<p role="alert">${escaped(problem)}</p>`,
    '<form method="post">',
    ...Object.entries(hidden).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`),
    ...fields.map(inputOf),
    `<button type="submit">${escaped(button)}</button></form>`,
    link && `<p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>`,
  ];
  return html(200, title, body.join('\n'), headers);
};

const html = (status: number, title: string, body: string, headers: Readonly<Record<string, string>> = {}): AwsResult => ({
  status,
  headers: { ...HEADERS, ...headers },
  body: Buffer.from(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`,
  ),
});

/** What Cognito shows instead of sending a browser to an address that it cannot trust. */
export const errorPage = (error: string): AwsResult =>
  html(400, 'Sign-in', `<h1>An error was encountered with the requested page.</h1><p>${escaped(error)}</p>`);

export const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): AwsResult => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store', ...headers },
  body: Buffer.alloc(0),
});

/** Any origin may ask the token endpoint: it takes no cookie. */
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': 'POST, OPTIONS' };

export const json = (status: number, value: object): AwsResult => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...CORS },
  body: Buffer.from(JSON.stringify(value)),
});
export const preflight: AwsResult = { status: 200, headers: CORS, body: Buffer.alloc(0) };
