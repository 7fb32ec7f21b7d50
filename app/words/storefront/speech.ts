/** What the words of every language are made with: plurals, lists and numbers by its own rules, which Intl knows. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** @param language "de" */
export function speech(language: string) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  // Plain "en" would put a comma before "and".
  const written = language === "en" ? "en-GB" : language;
  const lists = new Intl.ListFormat(written);
  const choices = new Intl.ListFormat(written, { type: "disjunction" });
  return {
    /** The form this count takes, `#` in it the count: plural(2, { one: "# day", other: "# days" }). */
    plural: (count: number, forms: Forms): string => (forms[rules.select(count)] ?? forms.other).replaceAll("#", numbers.format(count)),
    /** "tea, mugs and spoons" */
    list: (parts: string[]): string => lists.format(parts),
    /** "tea, mugs or spoons" */
    choice: (parts: string[]): string => choices.format(parts),
    number: (count: number): string => numbers.format(count),
  };
}
