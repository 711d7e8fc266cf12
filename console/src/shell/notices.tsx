import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

interface Notice {
  readonly id: string;
  readonly type: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
}
interface Notices {
  readonly notices: readonly Notice[];
  readonly notify: (type: Notice['type'], text: string) => void;
  readonly dismiss: (id: string) => void;
}
const Context = createContext<Notices | undefined>(undefined);
const MOST = 4;

export const NoticesProvider = ({ children }: { readonly children: ReactNode }) => {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const dismiss = useCallback((id: string) => setNotices((known) => known.filter((notice) => notice.id !== id)), []);
  const notify = useCallback<Notices['notify']>((type, text) => {
    const id = crypto.randomUUID();
    // It stays until it is dismissed: who reads slowly, or looks away, reads it all the same.
    setNotices((known) => [{ id, type, text }, ...known].slice(0, MOST));
  }, []);
  const value = useMemo(() => ({ notices, notify, dismiss }), [notices, notify, dismiss]);
  return <Context value={value}>{children}</Context>;
};

const useNotices = (): Notices => {
  const found = use(Context);
  if (!found) throw new Error('used outside NoticesProvider');
  return found;
};
/** Shows the result of what a person asked for. */
export const useNotify = (): Notices['notify'] => useNotices().notify;

export const NoticeBar = () => {
  const { notices, dismiss } = useNotices();
  return (
    <section aria-label="Notices" aria-live="polite" className="notices">
      <SpaceBetween size="xs">
        {notices.map(({ id, type, text }) => (
          <Alert key={id} type={type} dismissible dismissAriaLabel="Dismiss" onDismiss={() => dismiss(id)}>
            {text}
          </Alert>
        ))}
      </SpaceBetween>
    </section>
  );
};
