/**
 * French: the shop says "vous", as a shopkeeper does to a regular, since a "tu" nobody offered can't be taken back; only the captions,
 * which an ambassador sends to friends, say "tu". Friends are "vos proches" and one of them is "quelqu'un", a tier is a circle and an
 * "icône": words that fit everybody. Written with plain spaces and apostrophes: ../typography.ts sets them.
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
