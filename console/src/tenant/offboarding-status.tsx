import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { Ago } from '../shown/clock.tsx';
import { dateTime } from '../shown/format.ts';
import { Certificate } from './certificate.tsx';
import { Evidence } from './evidence.tsx';
import { ExportDownload } from './export-download.tsx';

/** Who asked for the removal and why, and the evidence that nothing is left. */
export const OffboardingStatus = ({ tenant }: { readonly tenant: Tenant }) => {
  const { offboarding } = tenant;
  if (!offboarding) return null;
  const {
    at,
    requestedBy,
    requestedByName = requestedBy,
    reason,
    export: isExported,
    exportLocation,
    offboardedAt,
    leftovers,
    evidence,
    certificate,
    remains = [],
    closing,
  } = offboarding;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              {requestedByName ? 'Asked for' : 'Began'} <Ago at={at} />
              {requestedByName && ` by ${requestedByName}`}
              {reason && `: ${reason}`}
            </>
          }
        >
          Off-boarding
        </Header>
      }
    >
      <SpaceBetween size="m">
        {leftovers !== undefined && leftovers > 0 && (
          <Alert type="warning">{leftovers} resources are left: the sweep goes on until there are none.</Alert>
        )}
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: 'All resources removed',
              value: offboardedAt ? (
                <StatusIndicator type="success">{dateTime(offboardedAt)}</StatusIndicator>
              ) : (
                <StatusIndicator type="in-progress">in progress</StatusIndicator>
              ),
            },
            {
              label: 'Leftovers in all accounts',
              value: leftovers === undefined ? 'not counted yet' : leftovers === 0 ? 'none' : String(leftovers),
            },
            {
              label: 'Account',
              value: closing ? closingText(closing) : (tenant.accountId ?? 'never had one'),
            },
            {
              label: 'Evidence of the sweep',
              value: evidence ? <Evidence tenantId={tenant.tenantId} {...evidence} /> : 'comes at the end',
            },
            {
              label: 'Certificate of erasure',
              value: certificate ? <Certificate tenantId={tenant.tenantId} {...certificate} /> : 'comes after the end',
            },
            ...(remains.length > 0
              ? [
                  {
                    label: 'Left alone on purpose',
                    value: remains.map(({ what, why }) => (
                      <Box key={what} variant="small" display="block">
                        {what}: {why}
                      </Box>
                    )),
                  },
                ]
              : []),
            {
              label: 'Export of the data',
              value: exportLocation ? (
                <ExportDownload tenant={tenant} />
              ) : isExported ? (
                offboardedAt ? (
                  'there was no data'
                ) : (
                  'comes before the data goes'
                )
              ) : (
                'not asked for'
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
};

const closingText = ({ closesAt, closedAt }: NonNullable<NonNullable<Tenant['offboarding']>['closing']>): string => {
  if (closedAt) return `closed on ${dateTime(closedAt)}`;
  return closesAt ? `empty, closes on ${dateTime(closesAt)}` : 'empty, waits to be closed';
};
