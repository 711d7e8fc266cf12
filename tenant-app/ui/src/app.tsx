import { useMemo, useState } from 'react';
import { createApi } from './api.ts';
import { Appointments } from './appointments.tsx';
import type { Config } from './config.ts';
import { Patients } from './patients.tsx';
import { emailOf, isAdministrator, subjectOf, useTokens } from './session.ts';
import { leaveForGood, type Tokens } from './sign-in.ts';
import { SignInPage } from './sign-in-page.tsx';
import { StaffList } from './staff.tsx';
import { Users } from './users.tsx';

const views = { Patients, Appointments, Staff: StaffList, Users };
type View = keyof typeof views;

export const App = ({ config }: { readonly config: Config }) => {
  const [tokens, setTokens] = useTokens();
  if (!tokens) return <SignInPage config={config} onSignedIn={setTokens} />;
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
  const signOut = async () => {
    const end = leaveForGood(config, tokens);
    setTokens(undefined);
    location.assign(await end);
  };
  const Records = views[view];
  const shown = (Object.keys(views) as View[]).filter((name) => name !== 'Users' || isAdministrator(tokens));
  return (
    <>
      <header>
        <h1>{config.name}</h1>
        <nav>
          {shown.map((name) => (
            <button type="button" key={name} aria-current={name === view ? 'page' : undefined} onClick={() => setView(name)}>
              {name}
            </button>
          ))}
        </nav>
        <span className="who">{emailOf(tokens)}</span>
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </header>
      <main>
        <Records api={api} self={subjectOf(tokens)} />
      </main>
    </>
  );
};
