/** The countries the store sends to: ISO 3166-1 codes with English names, in the order of the names. */
const CODES =
  "AE AR AT AU BE BG BH BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU IE IL IN IS IT JP KE KR LB LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI SK TH TR TW UA US VN ZA".split(
    " ",
  );
const names = new Intl.DisplayNames(["en"], { type: "region" });

export const COUNTRIES: ReadonlyMap<string, string> = new Map(
  CODES.map((code) => [code, names.of(code)!] as const).sort(([, one], [, other]) => one.localeCompare(other, "en")),
);

/** "GB" for "gb" and for "United Kingdom"; null when it isn't on the list. */
export function countryCode(text: string): string | null {
  const wanted = text.trim().toLowerCase();
  for (const [code, name] of COUNTRIES) if (code.toLowerCase() === wanted || name.toLowerCase() === wanted) return code;
  return null;
}
