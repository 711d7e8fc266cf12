import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ConsoleConfig } from '../config.ts';
import type { Session } from './session.ts';
import { CALLBACK_PATH, comeBack, leave } from './sign-in.ts';

interface Props {
  readonly config: ConsoleConfig;
  readonly session: Session;
  /** Nothing that the last person saw may be shown to the next. */
  readonly onSignedOut: () => void;
}

const SignInPage = ({ config, session, onSignedOut }: Props) => {
  useEffect(onSignedOut, [onSignedOut]);
  useEffect(() => {
    document.title = 'Sign in – Tenantry';
  }, []);
  return (
    <main className="sign-in">
      <Container header={<Header variant="h1">Sign in to Tenantry</Header>}>
        <SpaceBetween size="l">
          {session.wasExpired() && <Alert type="info">Your session has ended: sign in again, and you are where you were.</Alert>}
          <Leaving config={config} session={session} />
          <Box variant="small" color="text-body-secondary">
            Super admins of {config.production ? 'production' : `stage ${config.stage}`}, {config.region}
          </Box>
        </SpaceBetween>
      </Container>
    </main>
  );
};
export default SignInPage;

/** Leaves for Cognito's page, and takes up what it sent back. */
const Leaving = ({ config, session }: Pick<Props, 'config' | 'session'>) => {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');
  const isBack = pathname === CALLBACK_PATH;
  useEffect(() => {
    // The code is good for once only, and effects of a page in development run twice.
    if (!isBack || finishing) return;
    finishing = comeBack(config, new URLSearchParams(search))
      .then(({ tokens, returnTo }) => {
        navigate(returnTo, { replace: true });
        session.start(tokens);
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        finishing = undefined;
      });
  }, [config, isBack, navigate, search, session]);
  const go = async (): Promise<void> => location.assign(await leave(config, isBack ? '/' : `${pathname}${search}`));
  return (
    <SpaceBetween size="l">
      {problem !== '' && <Alert type="error">{problem}</Alert>}
      <Button variant="primary" fullWidth loading={isBack && problem === ''} onClick={() => void go()}>
        Sign in with your account
      </Button>
    </SpaceBetween>
  );
};
let finishing: Promise<void> | undefined;
