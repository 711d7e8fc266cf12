import { type SubmitEvent, useState } from 'react';
import type { Api } from './api.ts';
import { confirmFactor, newFactor } from './cognito.ts';
import type { Config } from './config.ts';

interface SecondFactorProps {
  readonly config: Config;
  readonly api: Api;
  readonly email: string;
}

/** What an authenticator app reads from a link: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
const linkOf = ({ name }: Config, email: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`${name}:${email}`)}?secret=${secret}&issuer=${encodeURIComponent(name)}`;

interface SecretProps {
  readonly config: Config;
  readonly email: string;
  readonly secret: string;
}
/** Gives a person's app the secret, and asks for a code of it. */
export const Secret = ({ config, email, secret }: SecretProps) => (
  <>
    <p>
      <a href={linkOf(config, email, secret)}>Open this in your authenticator app</a>, or enter there: <code>{secret}</code>
    </p>
    <Code />
  </>
);
/** The field in which a person types what their app shows. */
export const Code = () => (
  <label>
    Code of your authenticator app
    <input name="code" inputMode="numeric" pattern="[0-9]{6}" autoComplete="one-time-code" required />
  </label>
);

/** Lets a person protect their own account: from then on a sign-in takes the password and a code of their app. */
export const SecondFactor = ({ config, api, email }: SecondFactorProps) => {
  const [secret, setSecret] = useState('');
  const [said, setSaid] = useState('');
  const [isDone, setIsDone] = useState(false);
  // A second secret, asked for by a second click, would replace the first.
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setSaid('');
    await work().catch((cause: unknown) => setSaid((cause as Error).message));
    setBusy(false);
  };
  const begin = () => attempt(async () => setSecret(await newFactor(config, await api.tokens())));
  const confirm = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code'));
    return attempt(async () => {
      await confirmFactor(config, await api.tokens(), code);
      setIsDone(true);
    });
  };

  if (isDone) return <p className="card">From now on a sign-in asks for a code of your authenticator app.</p>;
  if (!secret) {
    return (
      <div className="card">
        <h2>Second factor</h2>
        <p>An authenticator app on your phone protects your account, also from those who know your password.</p>
        {said && <p role="alert">{said}</p>}
        <button type="button" disabled={busy} onClick={begin}>
          Set it up
        </button>
      </div>
    );
  }
  return (
    <form className="card" onSubmit={confirm}>
      <h2>Second factor</h2>
      <Secret config={config} email={email} secret={secret} />
      {said && <p role="alert">{said}</p>}
      <button type="submit" disabled={busy}>
        Confirm
      </button>
    </form>
  );
};
