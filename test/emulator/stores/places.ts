/**
 * The countries that invented customers live in: cities, postcodes in the country's shape ("#" a digit, "@" a letter),
 * street names and the language of the names. Streets and numbers are made up; cities are real so that regions can be told apart.
 */
import type { NameGroup } from "./names.ts";

export type Country = {
  code: string;
  name: string;
  group: NameGroup;
  timeZone: string;
  /** "City|postcode shape|province code" – the province only where addresses have one. */
  cities: string[];
};

type Row = [code: string, name: string, group: NameGroup, timeZone: string, cities: string];

const ROWS: Row[] = [
  [
    "GB",
    "United Kingdom",
    "english",
    "Europe/London",
    "London|N# #@@;London|SE# #@@;Leeds|LS# #@@;Sheffield|S# #@@;Manchester|M# #@@;Bristol|BS# #@@;Norwich|NR# #@@;York|YO# #@@;Exeter|EX# #@@;Bath|BA# #@@;Cardiff|CF# #@@;Swansea|SA# #@@;Edinburgh|EH# #@@;Glasgow|G# #@@;Dundee|DD# #@@;Belfast|BT# #@@;Birmingham|B# #@@;Nottingham|NG# #@@;Derby|DE# #@@;Oxford|OX# #@@;Cambridge|CB# #@@;Brighton|BN# #@@;Newcastle upon Tyne|NE# #@@;Liverpool|L# #@@;Chester|CH# #@@;Lincoln|LN# #@@;Ipswich|IP# #@@;Truro|TR# #@@;Carlisle|CA# #@@;Plymouth|PL# #@@",
  ],
  ["IE", "Ireland", "english", "Europe/Dublin", "Dublin|D0# @#@#;Cork|T12 @#@#;Galway|H91 @#@#;Limerick|V94 @#@#;Kilkenny|R95 @#@#"],
  ["JE", "Jersey", "english", "Europe/Jersey", "Saint Helier|JE# #@@;Saint Brelade|JE3 #@@"],
  [
    "AU",
    "Australia",
    "english",
    "Australia/Sydney",
    "Sydney|20##|NSW;Melbourne|30##|VIC;Brisbane|40##|QLD;Adelaide|50##|SA;Hobart|70##|TAS",
  ],
  [
    "US",
    "United States",
    "english",
    "America/New_York",
    "Portland|972##|OR;Chicago|606##|IL;Austin|787##|TX;Boston|021##|MA;Brooklyn|112##|NY",
  ],
  ["CA", "Canada", "english", "America/Toronto", "Toronto|M#@ #@#|ON;Vancouver|V#@ #@#|BC;Halifax|B#@ #@#|NS"],
  ["ZA", "South Africa", "english", "Africa/Johannesburg", "Cape Town|80##|WC;Durban|40##|NL;Johannesburg|20##|GP"],
  [
    "FR",
    "France",
    "french",
    "Europe/Paris",
    "Paris|750##;Lyon|6900#;Lille|590##;Nantes|440##;Toulouse|310##;Rennes|350##;Strasbourg|670##;Bordeaux|330##",
  ],
  ["BE", "Belgium", "dutch", "Europe/Brussels", "Antwerpen|20#0;Gent|90#0;Bruxelles|10#0;Liège|40#0;Leuven|30#0"],
  ["CH", "Switzerland", "german", "Europe/Zurich", "Zürich|80##;Bern|30##;Basel|40##;Luzern|60##"],
  [
    "DE",
    "Germany",
    "german",
    "Europe/Berlin",
    "Berlin|10###;Hamburg|20###;München|80###;Köln|50###;Leipzig|04###;Bremen|28###;Freiburg|79###;Dresden|01###",
  ],
  ["AT", "Austria", "german", "Europe/Vienna", "Wien|10#0;Graz|80##;Linz|40##;Salzburg|50##"],
  [
    "NL",
    "Netherlands",
    "dutch",
    "Europe/Amsterdam",
    "Amsterdam|10## @@;Utrecht|35## @@;Rotterdam|30## @@;Groningen|97## @@;Haarlem|20## @@",
  ],
  ["NO", "Norway", "nordic", "Europe/Oslo", "Oslo|01##;Bergen|50##;Trondheim|70##"],
  ["SE", "Sweden", "nordic", "Europe/Stockholm", "Stockholm|11# ##;Göteborg|41# ##;Malmö|21# ##;Uppsala|75# ##"],
  ["DK", "Denmark", "nordic", "Europe/Copenhagen", "København|21##;Aarhus|80##;Odense|50##"],
  ["FI", "Finland", "nordic", "Europe/Helsinki", "Helsinki|001##;Tampere|331##;Turku|201##"],
  ["IS", "Iceland", "nordic", "Atlantic/Reykjavik", "Reykjavík|10#;Akureyri|60#"],
  ["ES", "Spain", "iberian", "Europe/Madrid", "Madrid|280##;Barcelona|080##;Valencia|460##;Sevilla|410##;Bilbao|480##"],
  ["PT", "Portugal", "iberian", "Europe/Lisbon", "Lisboa|1##0-###;Porto|4##0-###;Coimbra|3##0-###"],
  ["BR", "Brazil", "iberian", "America/Sao_Paulo", "São Paulo|01###-###|SP;Curitiba|80###-###|PR"],
  ["IT", "Italy", "italian", "Europe/Rome", "Milano|201##|MI;Roma|001##|RM;Bologna|401##|BO;Torino|101##|TO"],
  ["MT", "Malta", "italian", "Europe/Malta", "Valletta|VLT 1###;Sliema|SLM 1###"],
  ["PL", "Poland", "slavic", "Europe/Warsaw", "Warszawa|0#-###;Kraków|3#-###;Gdańsk|8#-###"],
  ["CZ", "Czechia", "slavic", "Europe/Prague", "Praha|1## 00;Brno|6## 00"],
  ["LT", "Lithuania", "slavic", "Europe/Vilnius", "Vilnius|01###;Kaunas|44###"],
  ["GR", "Greece", "greek", "Europe/Athens", "Athina|10# ##;Thessaloniki|54# ##"],
  ["CY", "Cyprus", "greek", "Asia/Nicosia", "Lefkosia|10##;Lemesos|30##"],
  ["LB", "Lebanon", "arabic", "Asia/Beirut", "Beirut|####;Tripoli|####"],
  ["AE", "United Arab Emirates", "arabic", "Asia/Dubai", "Dubai||DU;Abu Dhabi||AZ"],
  ["SA", "Saudi Arabia", "arabic", "Asia/Riyadh", "Riyadh|12###;Jeddah|23###"],
  ["BH", "Bahrain", "arabic", "Asia/Bahrain", "Manama|3##;Riffa|9##"],
  ["IL", "Israel", "hebrew", "Asia/Jerusalem", "Tel Aviv|6######;Haifa|3######"],
  ["JP", "Japan", "japanese", "Asia/Tokyo", "Tokyo|1##-####|JP-13;Osaka|5##-####|JP-27;Kyoto|6##-####|JP-26"],
  ["SG", "Singapore", "chinese", "Asia/Singapore", "Singapore|######"],
];

const COUNTRIES: Country[] = ROWS.map(([code, name, group, timeZone, cities]) => ({
  code,
  name,
  group,
  timeZone,
  cities: cities.split(";"),
}));
/** What order files call some of them. */
const OTHER_NAMES: Record<string, string> = { EIRE: "IE", USA: "US", RSA: "ZA", "CHANNEL ISLANDS": "JE", "CZECH REPUBLIC": "CZ" };
const byCode = new Map(COUNTRIES.map((country) => [country.code, country]));
const byName = new Map(COUNTRIES.map((country) => [country.name.toUpperCase(), country]));

/** By name or two-letter code; null for "Unspecified", "European Community" and countries this table does not hold. */
export function findCountry(text: string | null): Country | null {
  if (text === null) return null;
  const wanted = text.trim().toUpperCase();
  return byName.get(wanted) ?? byCode.get(wanted) ?? byCode.get(OTHER_NAMES[wanted] ?? "") ?? null;
}

const words = (text: string): string[] => text.split(", ");

/** "*" stands for the house number. */
export const STREETS: Record<NameGroup, string[]> = {
  english: words(
    "* Mill Lane, * Orchard Road, * Church Walk, * Station Road, * Elm Grove, * Kettle Street, * Rowan Close, * Meadow View, * Bakers Row, * Hawthorn Avenue, * Quarry Hill, * Linden Terrace, * Bridge Street, * Potters Yard, * Willow Drive, * Chapel Lane, * Green Lane, * Priory Gardens",
  ),
  french: words(
    "* rue des Tilleuls, * rue du Moulin, * avenue des Acacias, * rue de la Fontaine, * impasse du Lavoir, * rue des Jardins, * place du Marché",
  ),
  german: words("Lindenweg *, Gartenstraße *, Mühlgasse *, Am Bach *, Kirchplatz *, Rosenstraße *, Birkenallee *"),
  dutch: words("Molenstraat *, Kerklaan *, Lindelaan *, Tulpstraat *, Dorpsstraat *, Wilgenpad *"),
  nordic: words("Storgata *, Bjørkeveien *, Skolegatan *, Havnevej *, Koivutie *, Kirkegata *"),
  iberian: words("Calle del Molino *, Rua das Flores *, Calle Mayor *, Rua do Poço *, Avenida del Olivar *"),
  italian: words("Via del Mulino *, Via dei Tigli *, Via Roma *, Piazza del Mercato *, Via della Fontana *"),
  slavic: words("ul. Lipowa *, Zahradní *, ul. Ogrodowa *, Školní *, Liepų g. *"),
  greek: words("Odos Elias *, Odos Anthon *, Odos Pigis *"),
  arabic: words("* Palm Street, * Orchard Street, * Old Souk Road, * Harbour Road"),
  hebrew: words("HaZayit *, HaGefen *, Rehov HaTamar *"),
  japanese: words("*-3 Sakuradai, *-7 Midorimachi, *-1 Hanazono"),
  chinese: words("Blk * Jasmine Road, Blk * Orchid Avenue, * Tembusu Lane"),
};
