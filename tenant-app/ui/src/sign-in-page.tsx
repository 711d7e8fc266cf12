import { useEffect, useState } from 'react';
import type { Config } from './config.ts';
import { CALLBACK_PATH, comeBack, leave, type Tokens } from './sign-in.ts';

interface SignInProps {
  readonly config: Config;
  readonly onSignedIn: (tokens: Tokens) => void;
}

/** A code is good for one attempt, and effects of a page in development run twice. */
let finishing: Promise<void> | undefined;

/** Leaves for Cognito's page, and takes up what it sent back. */
export const SignInPage = ({ config, onSignedIn }: SignInProps) => {
  const [error, setError] = useState('');
  const isBack = location.pathname === CALLBACK_PATH;
  useEffect(() => {
    if (!isBack || finishing) return;
    const query = new URLSearchParams(location.search);
    // The code stays in no history.
    history.replaceState(null, '', '/');
    finishing = comeBack(config, query)
      .then(onSignedIn)
      .catch((cause: unknown) => setError((cause as Error).message))
      .finally(() => {
        finishing = undefined;
      });
  }, [config, isBack, onSignedIn]);
  return (
    <main>
      <div className="card sign-in">
        <h1>{config.name}</h1>
        {error && <p role="alert">{error}</p>}
        <button
          type="button"
          onClick={() => {
            leave(config).then(
              (url) => location.assign(url),
              (cause: unknown) => setError((cause as Error).message),
            );
          }}
        >
          Sign in
        </button>
      </div>
    </main>
  );
};
