import { expect } from '@jest/globals';
import { pageBrowser, problemOf, signInAtPages } from '@laptop/aws/testing/sign-in-pages';
import { beginSignIn, finishSignIn, type Pending } from '@tenantry/api-client/sign-in';
import { attack } from '../attack.ts';
import { type Hospital, hospital } from '../tenant-user/hospital.ts';

/** A person signs in; somebody sees where the browser is sent back to. */
const seen = async ({ place, console, person }: Hospital): Promise<{ readonly pending: Pending; readonly back: URLSearchParams }> => {
  const { url, pending } = await beginSignIn(place, `${console}/signed-in`);
  return { pending, back: (await signInAtPages(url, person)).searchParams };
};
/** What a stranger sends to the token endpoint. */
const redeem = async ({ place, console }: Hospital, form: Readonly<Record<string, string>>): Promise<number> => {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: place.clientId,
    redirect_uri: `${console}/signed-in`,
    ...form,
  });
  return (await fetch(`${place.signInUrl}/oauth2/token`, { method: 'POST', body })).status;
};

attack('code-without-verifier', 'somebody who has seen the code of a sign-in redeems it first', async () => {
  const of = await hospital();
  const { back } = await seen(of);
  const code = back.get('code') ?? '';
  expect(code).not.toBe('');
  expect(await redeem(of, { code })).toBe(400);
  expect(await redeem(of, { code, code_verifier: 'a'.repeat(43) })).toBe(400);
});

attack('code-replayed', 'a code is redeemed again, with all that its first redemption had', async () => {
  const of = await hospital();
  const { back, pending } = await seen(of);
  await finishSignIn(of.place, pending, back);
  expect(await redeem(of, { code: back.get('code') ?? '', code_verifier: pending.verifier })).toBe(400);
});

attack('redirect-elsewhere', "somebody's page begins a sign-in, or ends one, with an address of its own to come back to", async () => {
  const of = await hospital();
  const { url } = await beginSignIn(of.place, `${of.console}/signed-in`);
  const host = new URL(of.console).host;
  const addresses = [
    'https://evil.example/signed-in',
    `https://${host}.evil.example/signed-in`,
    `http://evil.example@${host}/signed-in`,
    `${of.console}/signed-in/../evil`,
    `${of.console}/signed-in?next=https://evil.example`,
    `${of.console}//evil.example`,
    `${of.console}/signed-in#`,
    `HTTP://${host}/signed-in`,
    'javascript:alert(1)',
    '//evil.example',
    '',
  ];
  for (const address of addresses) {
    const asked = new URL(url);
    asked.searchParams.set('redirect_uri', address);
    const shown = await pageBrowser().open(asked.href);
    expect([address, shown.status, shown.left]).toEqual([address, 400, undefined]);
    const leave = new URLSearchParams({ client_id: of.place.clientId, logout_uri: address });
    expect([address, (await pageBrowser().open(`${of.place.signInUrl}/logout?${leave}`)).status]).toEqual([address, 400]);
  }
});

attack(
  'state-missing',
  "a victim's browser is sent to the console with the attacker's code, to work in the attacker's account",
  async () => {
    const of = await hospital();
    const { back } = await seen(of);
    const victim = await beginSignIn(of.place, `${of.console}/signed-in`);
    const asked: unknown[] = [];
    const never = (async (...request: unknown[]) => {
      asked.push(request);
      return new Response();
    }) as typeof fetch;
    for (const state of [undefined, '', 'guessed', back.get('state') ?? '']) {
      const query = new URLSearchParams({ code: back.get('code') ?? '', ...(state === undefined ? {} : { state }) });
      await expect(finishSignIn(of.place, victim.pending, query, { fetch: never })).rejects.toThrow('try again');
    }
    expect(asked).toEqual([]);
  },
);

attack('form-of-another-page', "somebody's page posts the sign-in form, to sign a victim's browser in as the attacker", async () => {
  const of = await hospital();
  const { url } = await beginSignIn(of.place, `${of.console}/signed-in`);
  const [attacker, victim] = [pageBrowser(), pageBrowser()];
  const form = await attacker.open(url);
  await victim.open(url);
  const { email, password } = of.person;
  expect((await victim.submit(form, { username: email, password })).left).toBeUndefined();
});

attack('who-has-an-account', 'somebody asks the pages whether a person has an account', async () => {
  const of = await hospital();
  const { url } = await beginSignIn(of.place, `${of.console}/signed-in`);
  const said = async (username: string) => {
    const browser = pageBrowser();
    const wrong = await browser.submit(await browser.open(url), { username, password: 'Not-of-anybody-1' });
    const forgot = await browser.submit(await browser.open(url.replace('/oauth2/authorize', '/forgotPassword')), { username });
    return [problemOf(wrong), forgot.status, problemOf(forgot), forgot.text.replace(/value="[^"]*"/g, '')];
  };
  expect(await said(of.person.email)).toEqual(await said('nobody@anna.example'));
});
