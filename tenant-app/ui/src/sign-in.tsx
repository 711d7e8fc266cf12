import { type SubmitEvent, useState } from 'react';
import { setNewPassword, signIn, type Tokens } from './cognito.ts';
import type { Config } from './config.ts';

interface SignInProps {
  readonly config: Config;
  readonly onSignedIn: (tokens: Tokens) => void;
}

export const SignInForm = ({ config, onSignedIn }: SignInProps) => {
  const [challenge, setChallenge] = useState<{ readonly session: string; readonly userId: string }>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    setBusy(true);
    setError('');
    try {
      if (challenge) return onSignedIn(await setNewPassword(config, challenge.session, challenge.userId, password));
      const next = await signIn(config, String(form.get('email')), password);
      if (next.kind === 'signedIn') return onSignedIn(next.tokens);
      setChallenge(next);
    } catch (cause) {
      setError((cause as Error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="card sign-in" onSubmit={submit} key={challenge ? 'new' : 'first'}>
      <h1>{config.name}</h1>
      {challenge ? (
        <p>Choose your own password: at least 12 characters, with upper and lower case and a digit.</p>
      ) : (
        <label>
          E-mail
          <input name="email" type="email" autoComplete="username" required />
        </label>
      )}
      <label>
        {challenge ? 'New password' : 'Password'}
        <input name="password" type="password" autoComplete={challenge ? 'new-password' : 'current-password'} required />
      </label>
      {error && <p role="alert">{error}</p>}
      <button type="submit" disabled={busy}>
        {challenge ? 'Set password' : 'Sign in'}
      </button>
    </form>
  );
};
