import { type SubmitEvent, useState } from 'react';
import { type Challenge, goOn, signIn, type Tokens } from './cognito.ts';
import type { Config } from './config.ts';
import { Code, Secret } from './second-factor.tsx';

interface SignInProps {
  readonly config: Config;
  readonly onSignedIn: (tokens: Tokens) => void;
}

export const SignInForm = ({ config, onSignedIn }: SignInProps) => {
  const [challenge, setChallenge] = useState<Challenge>();
  const [email, setEmail] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name));
    setBusy(true);
    setError('');
    try {
      if (!challenge) setEmail(given('email'));
      const next = challenge
        ? await goOn(config, challenge, given(challenge.kind === 'newPassword' ? 'password' : 'code'))
        : await signIn(config, given('email'), given('password'));
      if (next.kind === 'signedIn') return onSignedIn(next.tokens);
      setChallenge(next);
    } catch (cause) {
      setError((cause as Error).message);
    } finally {
      setBusy(false);
    }
  };

  // Cognito forgets a challenge after a while (AuthSessionValidity of the client).
  const startAgain = () => {
    setError('');
    setChallenge(undefined);
  };

  return (
    <main>
      <form className="card sign-in" onSubmit={submit} key={challenge?.kind}>
        <h1>{config.name}</h1>
        {challenge?.kind === 'newFactor' ? (
          <Secret config={config} email={email} secret={challenge.secret} />
        ) : (
          <Fields asked={challenge?.kind} />
        )}
        {error && <p role="alert">{error}</p>}
        <button type="submit" disabled={busy}>
          {challenge?.kind === 'newPassword' ? 'Set password' : 'Sign in'}
        </button>
        {challenge && (
          <button type="button" disabled={busy} onClick={startAgain}>
            Start again
          </button>
        )}
      </form>
    </main>
  );
};

const Fields = ({ asked }: { readonly asked: 'code' | 'newPassword' | undefined }) => {
  if (asked === 'code') return <Code />;
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
