/** Structured logs on stdout. Secrets and addresses are cut out here, once, whoever logs them. */
import pino, { type Logger } from "pino";
import { env } from "~/env.server";

const SECRET = /(eyJ[\w-]+\.[\w-]+\.[\w-]+|shp[a-z]{2}_[\w-]+)/g;
const ADDRESS = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;

/** Session tokens, access tokens and e-mail addresses out of a text. */
export const scrub = (text: string): string => text.replace(SECRET, "[secret]").replace(ADDRESS, "[address]");

let one: Logger | undefined;

export function logger(): Logger {
  return (one ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    redact: { paths: ["*.accessToken", "*.refreshToken", "*.email", "email", "accessToken", "refreshToken"], censor: "[cut]" },
    serializers: {
      error: (error: unknown) =>
        error instanceof Error
          ? { name: error.name, message: scrub(error.message), stack: error.stack && scrub(error.stack) }
          : scrub(String(error)),
    },
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map((arg) => (typeof arg === "string" ? scrub(arg) : arg)) as Parameters<typeof method>);
      },
    },
  }));
}
