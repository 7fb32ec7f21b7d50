/**
 * German, as a small shop writes to a regular: "du", short, and without a sex for anybody. Friends are the "Freundeskreis" and one of
 * them is "jemand"; a reward is a "Dankeschön"; the tiers are circles, and an "Ikone" is everybody's word.
 */
export * from "./codes";
export * from "./movements";
export * from "./orders";
export * from "./on-the-way";
export * from "./own-page";
export * from "./pages";
export * from "./standing";
export * from "./statement";
export * from "./taken";
