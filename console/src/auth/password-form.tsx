import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { ConsoleConfig } from '../config.ts';
import { respond, type SignIn, signIn } from './cognito.ts';
import type { Session } from './session.ts';

type Challenge = Exclude<SignIn, { kind: 'signedIn' }>;
const ASKED: Readonly<Record<Challenge['kind'], { label: string; description: string; button: string }>> = {
  newPassword: {
    label: 'New password',
    description:
      'The first sign-in asks for a password of your own: at least 12 characters with upper and lower case, a digit and a symbol.',
    button: 'Set password and sign in',
  },
  code: { label: 'Code', description: 'Six digits, from your authenticator.', button: 'Sign in' },
};

export const PasswordForm = ({ config, session }: { readonly config: ConsoleConfig; readonly session: Session }) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [answer, setAnswer] = useState('');
  const [challenge, setChallenge] = useState<Challenge>();
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const next = challenge ? await respond(config, challenge, answer) : await signIn(config, email.trim(), password);
      if (next.kind === 'signedIn') return session.start(next.tokens);
      setChallenge(next);
      setAnswer('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  const asked = challenge && ASKED[challenge.kind];
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={isBusy}>
            {asked?.button ?? 'Sign in'}
          </Button>
        }
      >
        <SpaceBetween size="m">
          {problem !== '' && <Alert type="error">{problem}</Alert>}
          {asked && challenge ? (
            <FormField label={asked.label} description={asked.description} stretch>
              <Input
                autoFocus
                type={challenge.kind === 'newPassword' ? 'password' : 'text'}
                inputMode={challenge.kind === 'code' ? 'numeric' : 'text'}
                autoComplete={challenge.kind === 'newPassword' ? 'new-password' : 'one-time-code'}
                value={answer}
                onChange={({ detail }) => setAnswer(detail.value)}
              />
            </FormField>
          ) : (
            <>
              <FormField label="E-mail address" stretch>
                <Input
                  autoFocus
                  type="email"
                  name="email"
                  autoComplete="username"
                  value={email}
                  onChange={({ detail }) => setEmail(detail.value)}
                />
              </FormField>
              <FormField label="Password" stretch>
                <Input
                  type="password"
                  name="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={({ detail }) => setPassword(detail.value)}
                />
              </FormField>
            </>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
};
