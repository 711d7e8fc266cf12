/** What advice says to press: nobody has to while it is tried again automatically. */
const RETRY = /(?:, then|; when the cause is gone,) retry the stage/;

/** The advice without the press, for what is tried again automatically: the two would contradict each other. */
export const whileRetried = (advice: string): string => advice.replace(RETRY, '');
