import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { Problem } from '../shown/problem.tsx';
import { saveFile } from './saved-file.ts';

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
      saveFile(`${tenantId}.json`, certificate.document);
      saveFile(
        `${tenantId}.json.sig`,
        Uint8Array.from(atob(certificate.signature), (character) => character.charCodeAt(0)),
      );
      saveFile(`${tenantId}.html`, certificate.page);
      saveFile('public-key.pem', certificate.publicKey);
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
