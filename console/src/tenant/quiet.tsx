import Alert from '@cloudscape-design/components/alert';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { Ago } from '../shown/clock.tsx';
import { stepTitle } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';

/** That nothing was heard of a tenant for longer than its state should take, of what, and what to do. */
export const Quiet = ({ tenant: { quiet } }: { readonly tenant: Tenant }) => {
  if (!quiet) return null;
  const { stage, step, since, advice } = quiet;
  return (
    <Alert type="warning" header={`Stage ${stage} has been quiet for too long${step ? `, at ${stepTitle(step)}` : ''}`}>
      Last heard of <Ago at={since} />. <LinkedText>{advice}</LinkedText>
    </Alert>
  );
};
