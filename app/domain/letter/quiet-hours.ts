/**
 * Quiet hours: nobody is written to in their night. Where a person lives is known by country and, where a country has
 * several zones, by province; which zones those are is the platform's own CLDR data. Where the province leaves several zones
 * open, the hour must be a waking one in all of them.
 */
export type QuietHours = {
  /** 0 to 23, in the person's own zone; the same hour twice: never quiet. */
  quietFromHour: number;
  quietUntilHour: number;
};

export type Whereabouts = { countryCode: string | null; province: string | null };

const HOUR_MS = 3_600_000;
/** No window of waking hours is longer away than this, whatever the zones. */
const LOOK_AHEAD_HOURS = 48;

/** Provinces as Shopify names them, by zone, where most of a country's people would else share one narrow window. */
const BY_PROVINCE: Record<string, Record<string, string>> = {
  US: {
    "America/New_York":
      "Connecticut|Delaware|District of Columbia|Florida|Georgia|Indiana|Maine|Maryland|Massachusetts|Michigan|New Hampshire|New Jersey|New York|North Carolina|Ohio|Pennsylvania|Rhode Island|South Carolina|Vermont|Virginia|West Virginia",
    "America/Chicago":
      "Alabama|Arkansas|Illinois|Iowa|Kansas|Louisiana|Minnesota|Mississippi|Missouri|Nebraska|North Dakota|Oklahoma|South Dakota|Texas|Wisconsin",
    "America/Denver": "Colorado|Montana|New Mexico|Utah|Wyoming|Idaho",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "California|Nevada|Oregon|Washington",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
  },
  CA: {
    "America/St_Johns": "Newfoundland and Labrador|Newfoundland",
    "America/Halifax": "Nova Scotia|New Brunswick|Prince Edward Island",
    "America/Toronto": "Ontario|Quebec|Québec",
    "America/Winnipeg": "Manitoba",
    "America/Regina": "Saskatchewan",
    "America/Edmonton": "Alberta|Northwest Territories",
    "America/Vancouver": "British Columbia",
    "America/Whitehorse": "Yukon",
  },
  AU: {
    "Australia/Sydney": "New South Wales|Australian Capital Territory",
    "Australia/Melbourne": "Victoria",
    "Australia/Brisbane": "Queensland",
    "Australia/Adelaide": "South Australia",
    "Australia/Darwin": "Northern Territory",
    "Australia/Perth": "Western Australia",
    "Australia/Hobart": "Tasmania",
  },
};

/** The zones the person may be in; the shop's own where nothing is known of them. */
export function zonesOf({ countryCode, province }: Whereabouts, shopZone: string): string[] {
  const country = countryCode?.trim().toUpperCase() ?? "";
  if (!/^[A-Z]{2}$/.test(country)) return [shopZone];
  const wanted = province?.trim().toLowerCase();
  for (const [zone, names] of Object.entries(BY_PROVINCE[country] ?? {}))
    if (wanted && names.toLowerCase().split("|").includes(wanted)) return [zone];
  const place = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined };
  // A property in Node 22, a method after it.
  const zones = place.getTimeZones ? place.getTimeZones() : place.timeZones;
  return zones?.length ? zones : [shopZone];
}

/** The first moment from `now` on at which nobody there is in their quiet hours: `now` itself, or a full hour. */
export function nextWakingMoment(now: Date, whereabouts: Whereabouts, shopZone: string, quiet: QuietHours): Date {
  const zones = zonesOf(whereabouts, shopZone);
  return firstWaking(now, zones, quiet) ?? firstWaking(now, [shopZone], quiet) ?? now;
}

function firstWaking(now: Date, zones: string[], quiet: QuietHours): Date | null {
  const hoursAt = zones.map(hourReader);
  const awake = (at: Date) => hoursAt.every((hourAt) => !isQuiet(hourAt(at), quiet));
  if (awake(now)) return now;
  // Zones are off by half and quarter hours, too.
  const step = HOUR_MS / 4;
  let at = Math.ceil(now.getTime() / step) * step;
  for (let steps = 0; steps < LOOK_AHEAD_HOURS * 4; steps++, at += step) if (awake(new Date(at))) return new Date(at);
  return null;
}

const isQuiet = (hour: number, { quietFromHour: from, quietUntilHour: until }: QuietHours): boolean =>
  from <= until ? hour >= from && hour < until : hour >= from || hour < until;

/** Making a format costs a thousand times what using it does. */
const readers = new Map<string, (at: Date) => number>();
function hourReader(timeZone: string): (at: Date) => number {
  const known = readers.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone });
  const reader = (at: Date) => Number(format.format(at));
  readers.set(timeZone, reader);
  return reader;
}
