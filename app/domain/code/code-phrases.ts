/** What is said around a name in a code, by language: in plain letters, the likeliest first. English where a language has none. */
const PHRASES: Record<string, ((name: string) => string)[]> = {
  en: [
    (name) => `FROM-${name}`,
    (name) => `WITH-${name}`,
    (name) => `HI-${name}`,
    (name) => `${name}-LOVES`,
    (name) => `${name}-PICKS`,
    (name) => `${name}S-FRIEND`,
    (name) => `ASK-${name}`,
    (name) => `${name}-SAYS`,
  ],
  de: [
    (name) => `VON-${name}`,
    (name) => `MIT-${name}`,
    (name) => `HALLO-${name}`,
    (name) => `${name}-LIEBT`,
    (name) => `${name}-TIPP`,
    (name) => `DANK-${name}`,
    (name) => `FRAG-${name}`,
    (name) => `${name}-SAGT`,
  ],
  fr: [
    (name) => `AVEC-${name}`,
    (name) => `CHEZ-${name}`,
    (name) => `COUCOU-${name}`,
    (name) => `${name}-ADORE`,
    (name) => `${name}-CHOISIT`,
    (name) => `MERCI-${name}`,
    (name) => `IDEE-${name}`,
    (name) => `${name}-DIT`,
  ],
  es: [
    (name) => `DE-${name}`,
    (name) => `CON-${name}`,
    (name) => `HOLA-${name}`,
    (name) => `${name}-ELIGE`,
    (name) => `${name}-DICE`,
    (name) => `GRACIAS-${name}`,
    (name) => `IDEA-${name}`,
    (name) => `SOY-${name}`,
  ],
};

/** @param locale of who will say it: "de-AT" */
export const codePhrases = (name: string, locale: string): string[] =>
  (PHRASES[locale.split("-")[0]] ?? PHRASES.en).map((phrase) => phrase(name));
