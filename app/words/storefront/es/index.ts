/**
 * Spanish, as a small shop writes to a regular: "tú", short, and without a sex for anybody. Friends are "tu gente" and one of them is
 * "alguien"; the tiers are circles, and an "icono" is everybody's word. What is opened is closed: ¿ ? and ¡ !.
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
