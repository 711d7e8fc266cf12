import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import type { Tenant } from '@tenantry/api-client/generated/api';

/** Who signs in to the tenant's own console. Its users are in its own account, which nobody reads from here. */
const UsersTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const resource = (...types: string[]) => tenant.resources.find(({ type }) => types.includes(type));
  const pool = resource('AWS::Cognito::UserPool');
  const secret = tenant.configuration.firstUserSecretArn;
  return (
    <Container header={<Header variant="h2">Users</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'First user', value: tenant.adminEmail },
          {
            label: 'User pool',
            value: pool ? (
              <Link external href={pool.consoleUrl}>
                {pool.id}
              </Link>
            ) : (
              'not there yet'
            ),
          },
          {
            label: "First user's temporary password",
            value: typeof secret === 'string' ? <Box variant="code">{secret}</Box> : 'not there yet',
          },
        ]}
      />
      <Box variant="p" color="text-body-secondary">
        The tenant's users live in the user pool of its own account, and are managed there. The temporary password is a secret of that
        account.
      </Box>
    </Container>
  );
};
export default UsersTab;
