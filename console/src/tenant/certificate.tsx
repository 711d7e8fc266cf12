import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { Problem } from '../shown/problem.tsx';

interface CertificateProps {
  readonly tenantId: string;
  readonly location: string;
  readonly sha256: string;
  readonly completeOn: string;
}

/** That the tenant's people are forgotten: until when, and the files that prove it. */
export const Certificate = ({ tenantId, location, sha256, completeOn }: CertificateProps) => {
  const { api } = useApi();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('GET /tenants/{id}/certificate', { path: { id: tenantId } }),
    onSuccess: (certificate) => {
      save(`${tenantId}.json`, certificate.document);
      save(
        `${tenantId}.json.sig`,
        Uint8Array.from(atob(certificate.signature), (character) => character.charCodeAt(0)),
      );
      save(`${tenantId}.html`, certificate.page);
      save('public-key.pem', certificate.publicKey);
    },
  });
  return (
    <SpaceBetween size="xs">
      <Box>Nothing is left of its people from {completeOn} on</Box>
      <Box variant="code">{location}</Box>
      <Box variant="small" display="block">
        SHA-256 {sha256}
      </Box>
      <Button loading={isPending} iconName="download" onClick={() => mutate()}>
        Save file, signature, page to print, and key
      </Button>
      {error && <Problem title="The certificate could not be loaded" error={error} onRetry={() => mutate()} />}
    </SpaceBetween>
  );
};

const save = (name: string, content: BlobPart): void => {
  const url = URL.createObjectURL(new Blob([content]));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
};
