/** What people have typed and not sent, in this browser tab: it survives a reload, another page, and the end of the session. */
const PREFIX = 'tenantry.draft.';
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Only who typed it finds it again. @param subject of the signed-in person @param form which one, e.g. of which tenant */
const keyOf = (subject: string, form: string): string => `${PREFIX}${subject}.${form}`;

/** What was typed; undefined when nothing was, or it cannot be read any more. */
export const keptDraft = (subject: string, form: string, store: Store = sessionStorage): unknown => {
  try {
    return JSON.parse(store.getItem(keyOf(subject, form)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};

/** @param draft undefined when there is nothing to keep any more */
export const keepDraft = (subject: string, form: string, draft: unknown, store: Store = sessionStorage): void => {
  if (draft === undefined) store.removeItem(keyOf(subject, form));
  else store.setItem(keyOf(subject, form), JSON.stringify(draft));
};

/** At the sign-out: the next person at this screen reads nothing. */
export const forgetDrafts = (store: Store = sessionStorage): void => {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i) ?? '');
  for (const key of keys) if (key.startsWith(PREFIX)) store.removeItem(key);
};
