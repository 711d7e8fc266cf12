import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

/** Asks before what was typed is discarded (Cloudscape, "Communicating unsaved changes"). */
export const LeaveDialog = ({ onLeave, onStay }: { readonly onLeave: () => void; readonly onStay: () => void }) => (
  <Modal
    visible
    header="Discard what you have entered?"
    onDismiss={onStay}
    footer={
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onStay}>
            Stay
          </Button>
          <Button variant="primary" onClick={onLeave}>
            Discard
          </Button>
        </SpaceBetween>
      </Box>
    }
  >
    It was not sent. If you go to another page without discarding it, you find it here again until this tab is closed.
  </Modal>
);
