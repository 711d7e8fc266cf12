import { type SubmitEvent, useState } from 'react';
import { giveCode, type SignIn, setNewPassword, signIn, type Tokens } from './cognito.ts';
import type { Config } from './config.ts';

interface SignInProps {
  readonly config: Config;
  readonly onSignedIn: (tokens: Tokens) => void;
}

/** What Cognito asks for besides the password. */
type Challenge = Exclude<SignIn, { readonly kind: 'signedIn' }>;

export const SignInForm = ({ config, onSignedIn }: SignInProps) => {
  const [challenge, setChallenge] = useState<Challenge>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name));
    setBusy(true);
    setError('');
    try {
      if (challenge) {
        const { session, userId } = challenge;
        if (challenge.kind === 'code') return onSignedIn(await giveCode(config, session, userId, given('code')));
        return onSignedIn(await setNewPassword(config, session, userId, given('password')));
      }
      const next = await signIn(config, given('email'), given('password'));
      if (next.kind === 'signedIn') return onSignedIn(next.tokens);
      setChallenge(next);
    } catch (cause) {
      setError((cause as Error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="card sign-in" onSubmit={submit} key={challenge?.kind}>
      <h1>{config.name}</h1>
      <Fields asked={challenge?.kind} />
      {error && <p role="alert">{error}</p>}
      <button type="submit" disabled={busy}>
        {challenge?.kind === 'newPassword' ? 'Set password' : 'Sign in'}
      </button>
    </form>
  );
};

const Fields = ({ asked }: { readonly asked: Challenge['kind'] | undefined }) => {
  if (asked === 'code') {
    return (
      <label>
        Code of your authenticator app
        <input name="code" inputMode="numeric" pattern="[0-9]{6}" autoComplete="one-time-code" required />
      </label>
    );
  }
  const isNew = asked === 'newPassword';
  return (
    <>
      {isNew ? (
        <p>Choose your own password: at least 12 characters, with upper and lower case and a digit.</p>
      ) : (
        <label>
          E-mail
          <input name="email" type="email" autoComplete="username" required />
        </label>
      )}
      <label>
        {isNew ? 'New password' : 'Password'}
        <input name="password" type="password" autoComplete={isNew ? 'new-password' : 'current-password'} required />
      </label>
    </>
  );
};
