/** The lives that every `npm test` lives: two minutes on two quiet cores, and long enough for everything that plan-life.test.ts names. */
export const SHORT_LIVES = { from: 1, to: 20, events: 40 };
