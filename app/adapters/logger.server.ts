/**
 * Structured logs on stdout. Secrets and addresses are cut out of the finished line, once, whoever logs what and wherever in it they
 * stand: a database quotes the row it refuses, a mail server the address, and nobody who passes an error on can know.
 */
import pino, { type Logger } from "pino";
import { env } from "~/env.server";

const CUTS: [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+|shp[a-z]{2}_[\w-]+/g, "[secret]"],
  [/(\w:\/\/)[^/\s"@]*:[^/\s"@]*@/g, "$1[secret]@"],
  [/\b(bearer\s+|(?:token|signature|hmac|session|secret|password)=)[^\s"'&\\]+/gi, "$1[secret]"],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[address]"],
];

/** Tokens, passwords and e-mail addresses out of a text, and whatever of `known` stands in it. */
export const scrub = (text: string, known: readonly string[] = []): string =>
  CUTS.reduce(
    (rest, [what, instead]) => rest.replace(what, instead),
    known.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text),
  );

/** What this process was told and nobody else may read. */
function ownSecrets(): string[] {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS, MAIL_EVENTS_SECRET } = env();
  return [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS, MAIL_EVENTS_SECRET].filter(
    (secret) => secret !== undefined,
  );
}

let one: Logger | undefined;

export function logger(): Logger {
  if (one) return one;
  const known = ownSecrets();
  return (one = pino({
    level: env().LOG_LEVEL,
    base: null,
    redact: { paths: ["*.accessToken", "*.refreshToken", "*.email", "email", "accessToken", "refreshToken"], censor: "[cut]" },
    serializers: {
      error: (error: unknown) =>
        error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error),
    },
    hooks: { streamWrite: (line) => scrub(line, known) },
  }));
}
