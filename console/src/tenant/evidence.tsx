import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { Problem } from '../shown/problem.tsx';
import { saveFile } from './saved-file.ts';

interface EvidenceProps {
  readonly tenantId: string;
  readonly location: string;
  readonly sha256: string;
}

/** What the sweep found, removed and looked for, to read and to keep. */
export const Evidence = ({ tenantId, location, sha256 }: EvidenceProps) => {
  const { api } = useApi();
  const [isOpen, setOpen] = useState(false);
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: () => api('GET /tenants/{id}/evidence', { path: { id: tenantId } }),
    onSuccess: () => setOpen(true),
  });
  return (
    <SpaceBetween size="xs">
      <Box variant="code">{location}</Box>
      <Box variant="small" display="block">
        SHA-256 {sha256}
      </Box>
      <Button loading={isPending} onClick={() => mutate()}>
        View evidence
      </Button>
      {error && <Problem title="The evidence could not be loaded" error={error} onRetry={() => mutate()} />}
      {data && (
        <Modal
          visible={isOpen}
          size="large"
          header="Evidence of the sweep"
          closeAriaLabel="Close"
          onDismiss={() => setOpen(false)}
          footer={
            <Button iconName="download" onClick={() => saveFile(`${tenantId}-evidence.json`, data.document)}>
              Download
            </Button>
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <section tabIndex={0} aria-label="Evidence as JSON">
            <pre className="json">{data.document}</pre>
          </section>
        </Modal>
      )}
    </SpaceBetween>
  );
};
