import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { AwsLink } from '../shown/aws-link.tsx';
import { Ago } from '../shown/clock.tsx';
import { isGone } from '../shown/tenant-state.tsx';
import { InvitationButtons } from './invitation-buttons.tsx';

/** Who signs in to the tenant's own console. Its administrator manages the others there. */
const UsersTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const resource = (...types: string[]) => tenant.resources.find(({ type }) => types.includes(type));
  const pool = resource('AWS::Cognito::UserPool');
  const secret = tenant.configuration.firstUserSecretArn;
  const mayInvite = tenant.actions?.includes('invite') ?? false;
  const { invitedAt } = tenant.configuration;
  if (isGone(tenant)) {
    return (
      <Container header={<Header variant="h2">Users</Header>}>
        The user pool was deleted with the tenant, with everybody in it, and so was the secret of the first password.
      </Container>
    );
  }
  return (
    <Container
      header={
        <Header variant="h2" actions={mayInvite && <InvitationButtons tenant={tenant} />}>
          Users
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Administrator', value: tenant.adminEmail },
          { label: 'Last invited', value: typeof invitedAt === 'string' ? <Ago at={invitedAt} /> : 'not yet, or has signed in' },
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
