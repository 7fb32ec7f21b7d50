/**
 * One phone number in one spelling: its digits behind the country's code. A number written as at home is completed by the
 * country of the address it stands beside.
 */
const CODES = new Map(
  (
    "AE971 AR54 AT43 AU61 BE32 BG359 BR55 CA1 CH41 CL56 CN86 CO57 CY357 CZ420 DE49 DK45 EE372 EG20 ES34 FI358 FR33 GB44 GG44 GR30 HK852 HR385 " +
    "HU36 ID62 IE353 IL972 IM44 IN91 IS354 IT39 JE44 JP81 KE254 KR82 KW965 LI423 LT370 LU352 LV371 MA212 MC377 MT356 MX52 MY60 NG234 NL31 NO47 " +
    "NZ64 PE51 PH63 PK92 PL48 PR1 PT351 QA974 RO40 RS381 RU7 SA966 SE46 SG65 SI386 SK421 TH66 TN216 TR90 TW886 UA380 US1 VN84 ZA27"
  )
    .split(" ")
    .map((one) => [one.slice(0, 2), one.slice(2)]),
);
/** What is dialled at home before the number itself; "0" where nothing is said. */
const TRUNKS: Record<string, string> = { HU: "06", RU: "8", LT: "8", US: "1", CA: "1", PR: "1", IT: "" };
const FEWEST = 7;
const MOST = 15;

/** @returns null for what is no number, or nobody's (000 000 000) */
export function plainPhone(phone: string | null, countryCode: string | null): string | null {
  const text = (phone ?? "").normalize("NFKC").replace(/\(0\)/g, "").trim();
  const digits = text.replace(/\D/g, "");
  const whole = completed(text, digits, (countryCode ?? "").trim().toUpperCase());
  if (digits.length < FEWEST || whole.length > MOST || /^(\d)\1*$/.test(digits.slice(-FEWEST))) return null;
  return whole;
}

function completed(text: string, digits: string, country: string): string {
  if (text.startsWith("+")) return digits;
  if (digits.startsWith("00")) return digits.slice(2);
  const code = CODES.get(country);
  if (!code) return digits;
  const trunk = TRUNKS[country] ?? "0";
  // Written whole, without its plus.
  if (digits.startsWith(code) && digits.length >= 11) return digits;
  return code + (trunk && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits);
}
