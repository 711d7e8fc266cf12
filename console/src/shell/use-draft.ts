import { useCallback, useEffect, useState } from 'react';
import { useApi } from '../api.ts';
import { claimsOf } from '../auth/tokens.ts';
import { keepDraft, keptDraft } from './drafts.ts';

interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Whether anything was typed that was not sent. */
  readonly isDirty: boolean;
  /** Whether it was typed before this page was opened. */
  readonly isRestored: boolean;
  /** It was sent, or is not wanted any more. */
  readonly forget: () => void;
}

/**
 * What a form holds, kept in this browser tab until it is sent or discarded. Closing the tab with something in it asks first.
 * @param form names the form, and what it is about
 * @param readDraft reads what an older console may have kept; undefined for what it does not know
 */
export const useDraft = <T>(form: string, empty: T, readDraft: (kept: unknown) => T | undefined): Draft<T> => {
  const { session } = useApi();
  const [subject] = useState(() => claimsOf(session.tokens()?.idToken ?? '..').sub);
  const [kept] = useState(() => readDraft(keptDraft(subject, form)));
  const [typed, setTyped] = useState<T | undefined>(kept);
  const set = useCallback(
    (value: T): void => {
      keepDraft(subject, form, value);
      setTyped(value);
    },
    [form, subject],
  );
  const forget = useCallback((): void => {
    keepDraft(subject, form, undefined);
    setTyped(undefined);
  }, [form, subject]);
  const isDirty = typed !== undefined;
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return { value: typed ?? empty, set, isDirty, isRestored: kept !== undefined && isDirty, forget };
};
