/**
 * What we ask of an ambassador: to say that they get something for it. The version they acknowledged is stored with the
 * time; changed words get a new version and stay here beside the old ones.
 */
export const DISCLOSURE_VERSION = "2026-11";

export const disclosures: Record<string, string> = {
  "2026-11": "When I share my code or link, I say so that nobody can miss it: I get something when my friends buy. For example with #ad.",
};
