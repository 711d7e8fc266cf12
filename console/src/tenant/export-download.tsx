import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { dateTime } from '../shown/format.ts';
import { ReasonButton } from './reason-button.tsx';

/** The exported data: until when it is kept, and its files for who says why he needs them. */
export const ExportDownload = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const { exportLocation, exportSha256, exportKeptUntil } = tenant.offboarding ?? {};
  const { mutateAsync, data } = useMutation({
    mutationFn: (reason: string) => api('POST /tenants/{id}/export-downloads', { path: { id: tenant.tenantId }, body: { reason } }),
  });
  return (
    <SpaceBetween size="xs">
      {exportKeptUntil && <Box>Kept until {dayOf(exportKeptUntil)}</Box>}
      <Box variant="code">{exportLocation}</Box>
      {exportSha256 && (
        <Box variant="small" display="block">
          SHA-256 of its SHA256SUMS {exportSha256}
        </Box>
      )}
      {data ? (
        <>
          <Box variant="small">The links work until {dateTime(data.expiresAt)}.</Box>
          {data.files.map(({ name, url }) => (
            <Link key={name} href={url} external>
              {name}
            </Link>
          ))}
        </>
      ) : (
        <ReasonButton
          title={`Download the data of ${tenant.name || tenant.slug}?`}
          action="Download"
          onAct={async (reason) => void (await mutateAsync(reason))}
        >
          It is what the tenant kept of its people. The audit says who asked for it, and why.
        </ReasonButton>
      )}
    </SpaceBetween>
  );
};
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const dayOf = (date: string): string => DAY.format(Date.parse(date));
