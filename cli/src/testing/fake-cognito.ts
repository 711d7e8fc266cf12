import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TOKEN } from './fake-api.ts';

/** Cognito as far as a command sees it: its API without AWS credentials, and the hosted page's endpoints. */
export interface FakeCognito {
  readonly url: string;
  /** `InitiateAuth REFRESH_TOKEN_AUTH`, `token authorization_code`, `revoke`…, in order. */
  readonly calls: string[];
  /** The challenges that a sign-in by password meets, one after the other. */
  challenges: string[];
  isRefusing: boolean;
  /** The code challenge with which the browser was sent. */
  codeChallenge: string;
  readonly close: () => Promise<void>;
}
export const PASSWORD = 'Right-password-1!';

export const fakeCognito = async (): Promise<FakeCognito> => {
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { status, body } = request.url?.startsWith('/oauth2/')
        ? hosted(request.url, new URLSearchParams(text))
        : api(request, JSON.parse(text));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cognito: FakeCognito = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    challenges: [],
    isRefusing: false,
    codeChallenge: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const refused = (code: string) => ({ status: 400, body: { __type: code, message: 'no', error: 'invalid_grant' } });
  const api = (request: IncomingMessage, body: Readonly<Record<string, unknown>>) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const { PASSWORD: password } = (body.AuthParameters ?? {}) as { PASSWORD?: string };
    const { NEW_PASSWORD, SOFTWARE_TOKEN_MFA_CODE } = (body.ChallengeResponses ?? {}) as Readonly<Record<string, string>>;
    cognito.calls.push([operation, body.AuthFlow, NEW_PASSWORD, SOFTWARE_TOKEN_MFA_CODE, body.Token].filter(Boolean).join(' '));
    if (cognito.isRefusing || (password !== undefined && password !== PASSWORD)) return refused('NotAuthorizedException');
    if (operation === 'RevokeToken') return { status: 200, body: {} };
    const [ChallengeName] = cognito.challenges.splice(0, 1);
    if (ChallengeName) return { status: 200, body: { ChallengeName, Session: 's', ChallengeParameters: { USER_ID_FOR_SRP: 'u' } } };
    const RefreshToken = body.AuthFlow === 'REFRESH_TOKEN_AUTH' ? undefined : 'refresh-1';
    return { status: 200, body: { AuthenticationResult: { IdToken: TOKEN, RefreshToken, ExpiresIn: 3_600 } } };
  };

  const hosted = (url: string, form: URLSearchParams) => {
    const grant = form.get('grant_type');
    cognito.calls.push([url.replace('/oauth2/', ''), grant, form.get('token')].filter(Boolean).join(' '));
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (cognito.isRefusing || (grant === 'authorization_code' && (form.get('code') !== 'the-code' || verifier !== cognito.codeChallenge)))
      return refused('invalid_grant');
    return {
      status: 200,
      body: { id_token: TOKEN, ...(grant === 'authorization_code' ? { refresh_token: 'refresh-1' } : {}), expires_in: 3_600 },
    };
  };
  return cognito;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
