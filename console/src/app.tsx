import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useSyncExternalStore } from 'react';
import { BrowserRouter } from 'react-router';
import { ApiContext, createApi, createQueries } from './api.ts';
import { createSession } from './auth/session.ts';
import type { ConsoleConfig } from './config.ts';
import { Loading } from './shown/loading.tsx';

const SignInPage = lazy(() => import('./auth/sign-in-page.tsx'));
const Pages = lazy(() => import('./pages.tsx'));

export const App = ({ config }: { readonly config: ConsoleConfig }) => {
  const session = useMemo(() => createSession(config), [config]);
  const queries = useMemo(() => createQueries(), []);
  const api = useMemo(() => createApi(config, session), [config, session]);
  const forget = useCallback(() => queries.clear(), [queries]);
  const tokens = useSyncExternalStore(session.subscribe, session.tokens);
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Suspense fallback={<Loading />}>
            {tokens ? (
              <ApiContext value={{ api, config, session }}>
                <Pages />
              </ApiContext>
            ) : (
              <SignInPage config={config} session={session} onSignedOut={forget} />
            )}
          </Suspense>
        </BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  );
};
