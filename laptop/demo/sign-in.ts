import { type Person, signInAtPages } from '@laptop/aws/testing/sign-in-pages';
import { beginSignIn, finishSignIn, renewTokens, type SignIn, type Tokens } from '@tenantry/api-client/sign-in';

/** Signs in at Cognito's pages as a person does, and takes the code up as the console does. @param console its address, without a slash at the end */
export const signInAt = async (place: SignIn, console: string, person: Person): Promise<Tokens> => {
  const { url, pending } = await beginSignIn(place, `${console}/signed-in`);
  const back = await signInAtPages(url, person);
  return finishSignIn(place, pending, back.searchParams);
};

/** A token is renewed so long before it ends that what it is used for is over by then. */
const MARGIN_MS = 120_000;

/** Answers an ID token that lasts another two minutes: signs in once, and renews. */
export const keptSignedIn = (signIn: () => Promise<Tokens>, place: SignIn): (() => Promise<string>) => {
  let current: Promise<{ readonly tokens: Tokens; readonly endsAt: number }> | undefined;
  const timed = async (given: Promise<Tokens>) => {
    const tokens = await given;
    return { tokens, endsAt: Date.now() + tokens.lastsSeconds * 1_000 };
  };
  return async () => {
    current ??= timed(signIn());
    const { tokens, endsAt } = await current;
    if (endsAt - Date.now() > MARGIN_MS) return tokens.idToken;
    current = timed(renewTokens(place, tokens.refreshToken));
    return (await current).tokens.idToken;
  };
};
