/** Integer minor units (pence, cents, yen). Safe below 2^53. */
export type Minor = number;
/** The numeric part of a Shopify gid, as a decimal string; ids exceed 2^53 in real life. */
export type Id = string;
/** ISO 8601 in UTC. */
export type Instant = string;
