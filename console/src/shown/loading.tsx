import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';

/** Something is loading. */
export const Loading = ({ what = 'page' }: { readonly what?: string }) => (
  <Box textAlign="center" padding="xxl" color="text-body-secondary">
    <Spinner /> <span role="status">Loading {what} …</span>
  </Box>
);
