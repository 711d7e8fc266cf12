import { type AuthAnswer, cognito, tokensOf } from './cognito.ts';
import type { Tokens } from './configuration.ts';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Profile } from './profile.ts';
import type { Terminal } from './terminal.ts';

/** Signs in with e-mail address and password, and whatever else Cognito asks for: a new password, a code of the authenticator. */
export const passwordSignIn = async (terminal: Terminal, profile: Profile): Promise<Tokens> => {
  const { clientId: ClientId, cognitoEndpoint } = profile;
  if (!ClientId || !cognitoEndpoint)
    throw usageError(`profile ${profile.name} lacks clientId or cognitoEndpoint`, 'sign in by the browser');
  const username = profile.email ?? (await asked(terminal, 'E-mail address'));
  const PASSWORD = profile.password ?? (await asked(terminal, 'Password', true));
  let answer = await cognito(terminal, cognitoEndpoint, 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  });
  while (answer.ChallengeName) {
    const { ChallengeName, Session, ChallengeParameters: { USER_ID_FOR_SRP: USERNAME = username } = {} } = answer;
    const ChallengeResponses = { USERNAME, ...(await responseTo(terminal, answer)) };
    answer = await cognito(terminal, cognitoEndpoint, 'RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses });
  }
  return tokensOf(answer, terminal.now());
};

const responseTo = async (terminal: Terminal, { ChallengeName }: AuthAnswer): Promise<Readonly<Record<string, string>>> => {
  if (ChallengeName === 'NEW_PASSWORD_REQUIRED') return { NEW_PASSWORD: await asked(terminal, 'New password', true) };
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA') return { SOFTWARE_TOKEN_MFA_CODE: await asked(terminal, 'Code of your authenticator') };
  throw new CommandError(
    EXIT.notSignedIn,
    `Cognito asks for ${ChallengeName}, which only the browser can answer`,
    'tenantry login --browser',
  );
};

const asked = async (terminal: Terminal, question: string, isSecret = false): Promise<string> => {
  if (!terminal.isInteractive)
    throw usageError(`nobody is there to be asked for: ${question}`, 'sign in from a terminal, or set TENANTRY_TOKEN');
  return terminal.ask(`${question}: `, isSecret);
};
