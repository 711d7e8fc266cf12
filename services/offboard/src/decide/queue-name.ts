/** The queue of the deciding function, which is not the stage's. */
export const DECIDE_QUEUE = 'offboard-decide';
