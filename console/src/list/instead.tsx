import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Problem } from '../shown/problem.tsx';
import { capital, type Noun } from './column.ts';
import type { ListState } from './list-state.ts';

interface InsteadProps {
  readonly state: ListState;
  readonly noun: Noun;
  readonly error: unknown;
  readonly onRetry: (() => void) | undefined;
  /** What to say when there is nothing at all. */
  readonly empty: ReactNode;
  /** Takes every filter away; absent when none is set. */
  readonly onClear: (() => void) | undefined;
}

/** What stands in the place of a list's items: why there are none, of which "there are none" is only one reason. */
export const Instead = (props: InsteadProps) => (
  <div data-instead={props.state}>
    <Why {...props} />
  </div>
);

const Why = ({ state, noun, error, onRetry, empty, onClear }: InsteadProps) => {
  if (state === 'refused') return <Refused noun={noun} error={error} />;
  if (state === 'failed') return <Problem title={`${capital(noun.many)} could not be loaded`} error={error} onRetry={onRetry} />;
  return (
    <Box textAlign="center" padding="l">
      {onClear ? (
        <SpaceBetween size="m">
          {/* Where the list is out of date, one that was not there may match. */}
          <b>
            No {state === 'stale' ? 'known ' : ''}
            {noun.one} matches
          </b>
          <Button onClick={onClear}>Show all {noun.many}</Button>
        </SpaceBetween>
      ) : (
        empty
      )}
    </Box>
  );
};

/** The API's own words name the group, and whom to ask for it. */
const Refused = ({ noun, error }: { readonly noun: Noun; readonly error: unknown }) => (
  <Alert type="warning" header={`You may not see ${noun.many}`}>
    {error instanceof Error ? error.message : String(error)}
  </Alert>
);
