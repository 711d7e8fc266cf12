import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { invitationText, senderText, undeliveredText } from '@tenantry/api-client/administrator-text';
import type { Administrator, Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { AwsLink } from '../shown/aws-link.tsx';
import { useNow } from '../shown/clock.tsx';
import { fromNow } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { isGone } from '../shown/tenant-state.tsx';
import { InvitationButtons } from './invitation-buttons.tsx';

/** Milliseconds for which an answer is shown: it costs calls in the tenant's account. */
const FRESH = 60_000;

const useAdministrator = ({ tenantId, readyAt }: Tenant) => {
  const { api } = useApi();
  return useQuery({
    queryKey: ['administrator', tenantId],
    queryFn: ({ signal }) => api('GET /tenants/{id}/administrator', { path: { id: tenantId }, signal }),
    enabled: readyAt !== undefined,
    staleTime: FRESH,
    refetchInterval: FRESH,
  });
};

const LOADING = <StatusIndicator type="loading">asking the tenant's account …</StatusIndicator>;

/** How the administrator stands, what sends the mail, and what came back, as AWS has it now. */
const stateItems = (found: Administrator | undefined, wait: React.ReactNode, now: number) => {
  const since = (at: string): string => fromNow(at, now);
  const { invitation, mail } = found ?? {};
  const isExpired = invitation?.state === 'expired';
  const ofMail = (text: (mail: NonNullable<Administrator['mail']>) => string) => (mail ? text(mail) : found ? 'no user pool yet' : wait);
  return [
    {
      label: 'Invitation',
      value: invitation ? (
        <StatusIndicator type={isExpired ? 'warning' : 'info'}>{invitationText(invitation, since)}</StatusIndicator>
      ) : (
        wait
      ),
    },
    { label: 'Mail is sent by', value: ofMail(senderText) },
    { label: 'Undelivered mail', value: ofMail((one) => undeliveredText(one, since)) },
  ];
};

/** Who signs in to the tenant's own console. Its administrator manages the others there. */
const UsersTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const resource = (...types: string[]) => tenant.resources.find(({ type }) => types.includes(type));
  const pool = resource('AWS::Cognito::UserPool');
  const secret = tenant.configuration.firstUserSecretArn;
  const mayInvite = tenant.actions?.includes('invite') ?? false;
  const { data, error, refetch } = useAdministrator(tenant);
  const now = useNow();
  if (isGone(tenant)) {
    return (
      <Container header={<Header variant="h2">Users</Header>}>
        The user pool was deleted with the tenant, with everybody in it, and so was the secret of the first password.
      </Container>
    );
  }
  const wait = tenant.readyAt === undefined ? 'known when the tenant is ready' : error ? 'unknown' : LOADING;
  return (
    <Container
      header={
        <Header variant="h2" actions={mayInvite && <InvitationButtons tenant={tenant} />}>
          Users
        </Header>
      }
    >
      {error && !data && (
        <Problem title="How the administrator stands could not be found out" error={error} onRetry={() => void refetch()} />
      )}
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Administrator', value: tenant.adminEmail },
          ...stateItems(data, wait, now),
          {
            label: 'User pool',
            value: pool ? <AwsLink href={pool.consoleUrl}>{pool.id}</AwsLink> : 'not there yet',
          },
          {
            label: 'Where the temporary password is kept',
            value: typeof secret === 'string' ? <Box variant="code">{secret}</Box> : 'not there yet',
          },
        ]}
      />
      <Box variant="p" color="text-body-secondary">
        The tenant's users live in the user pool of its own account. Its administrator invites and disables them in the tenant's own
        console. The temporary password is a secret of that account, and counts for seven days.
      </Box>
    </Container>
  );
};
export default UsersTab;
