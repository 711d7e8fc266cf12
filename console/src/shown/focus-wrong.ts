import { useEffect, useState } from 'react';

const WRONG = '[aria-invalid="true"]';

/** After something was refused, to be called: focus goes to the first field that is wrong, where the reader learns why. */
export const useFocusOnWrong = (): (() => void) => {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries === 0) return;
    const field = document.querySelector<HTMLElement>(`[role="dialog"] ${WRONG}`) ?? document.querySelector<HTMLElement>(`main ${WRONG}`);
    field?.focus();
  }, [tries]);
  return () => setTries((known) => known + 1);
};
