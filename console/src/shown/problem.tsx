import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { ApiProblem } from '@tenantry/api-client/client';
import type { ReactNode } from 'react';
import { LinkedText } from './linked-text.tsx';

interface ProblemProps {
  /** What was tried: "Tenants could not be loaded". */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** What is shown all the same. */
  readonly children?: ReactNode;
}

/** A refusal or a failure, in the API's own words, with its request's id. */
export const Problem = ({ title, error, onRetry, children }: ProblemProps) => (
  <Alert type="error" header={title} action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
    <LinkedText>{messageOf(error)}</LinkedText>
    {error instanceof ApiProblem && error.errors.length > 0 && (
      <ul>
        {error.errors.map(({ field, problem, fix }) => (
          <li key={`${field} ${problem}`}>
            {field.replace(/^\//, '')}: {problem}. {fix}
          </li>
        ))}
      </ul>
    )}
    {children && <div>{children}</div>}
    {error instanceof ApiProblem && error.requestId !== '' && (
      <Box variant="small" display="block" color="inherit">
        Request {error.requestId}
      </Box>
    )}
  </Alert>
);

const messageOf = (error: unknown): string => {
  if (error instanceof ApiProblem) return error.errors.length > 0 ? 'Something is wrong with the request:' : error.message;
  return error instanceof Error ? error.message : String(error);
};
