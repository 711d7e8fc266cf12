import { useMemo, useState } from 'react';
import { type Api, createApi } from './api.ts';
import { Appointments } from './appointments.tsx';
import type { Tokens } from './cognito.ts';
import type { Config } from './config.ts';
import { Patients } from './patients.tsx';
import { SecondFactor } from './second-factor.tsx';
import { emailOf, useTokens } from './session.ts';
import { SignInForm } from './sign-in.tsx';
import { StaffList } from './staff.tsx';

const views = { Patients, Appointments, Staff: StaffList };
type View = keyof typeof views | 'Account';

export const App = ({ config }: { readonly config: Config }) => {
  const [tokens, setTokens] = useTokens();
  if (!tokens) return <SignInForm config={config} onSignedIn={setTokens} />;
  return <Console config={config} tokens={tokens} setTokens={setTokens} />;
};

interface ConsoleProps {
  readonly config: Config;
  readonly tokens: Tokens;
  readonly setTokens: (tokens: Tokens | undefined) => void;
}
const Console = ({ config, tokens, setTokens }: ConsoleProps) => {
  const [view, setView] = useState<View>('Patients');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the API keeps renewed tokens itself
  const api = useMemo(() => createApi(config, tokens, setTokens), [config]);
  const email = emailOf(tokens);
  return (
    <>
      <header>
        <h1>{config.name}</h1>
        <nav>
          {(Object.keys(views) as (keyof typeof views)[]).map((name) => (
            <button type="button" key={name} aria-current={name === view ? 'page' : undefined} onClick={() => setView(name)}>
              {name}
            </button>
          ))}
        </nav>
        <button type="button" className="who" aria-current={view === 'Account' ? 'page' : undefined} onClick={() => setView('Account')}>
          {email}
        </button>
        <button type="button" onClick={() => setTokens(undefined)}>
          Sign out
        </button>
      </header>
      <main>
        <Shown view={view} api={api} config={config} email={email} />
      </main>
    </>
  );
};

interface ShownProps {
  readonly view: View;
  readonly api: Api;
  readonly config: Config;
  readonly email: string;
}
const Shown = ({ view, api, config, email }: ShownProps) => {
  if (view === 'Account') return <SecondFactor config={config} api={api} email={email} />;
  const Records = views[view];
  return <Records api={api} />;
};
