/**
 * All configuration, read once and checked together: a wrong or missing value stops the start with one sentence each,
 * instead of failing later in the middle of something.
 */
import { z } from "zod";
import appToml from "../shopify.app.toml?raw";
import { parse } from "smol-toml";

const hexKey = z.string().regex(/^[0-9a-f]{64}$/i, "must be 32 bytes in hex (64 characters), e.g. from: openssl rand -hex 32");

const shape = z.object({
  SHOPIFY_API_KEY: z.string().min(1, "is the client id from the app's settings in the Partner or Dev Dashboard"),
  SHOPIFY_API_SECRET: z.string().min(1, "is the client secret from the same place"),
  /** The secret before a rotation: webhooks and proxy calls signed with it are still accepted. */
  SHOPIFY_API_SECRET_PREVIOUS: z.string().min(1).optional(),
  SHOPIFY_APP_URL: z.url("is the app's public address, e.g. https://regulars.example.com"),
  /** As regulars_app: everything an action does. */
  DATABASE_URL: z.string().startsWith("postgres", "is a PostgreSQL address for the role regulars_app"),
  /** As regulars_door: sessions only. */
  DATABASE_DOOR_URL: z.string().startsWith("postgres", "is a PostgreSQL address for the role regulars_door"),
  /** As regulars_eraser: shop/redact only. */
  DATABASE_ERASER_URL: z.string().startsWith("postgres", "is a PostgreSQL address for the role regulars_eraser"),
  /** "off" behind a pooler that lends a connection for one transaction and knows no prepared statements. */
  DATABASE_PREPARED_STATEMENTS: z.enum(["on", "off"], "is on or off").default("on"),
  ENCRYPTION_KEY: hexKey,
  /** The key before a rotation: old tokens are still read with it. */
  ENCRYPTION_KEY_PREVIOUS: hexKey.optional(),
  SMTP_URL: z.url("is the mail server, e.g. smtps://user:password@mail.example.com"),
  MAIL_FROM: z.email("is the address mails are sent from"),
  /** Where bounces go: each mail gets an address of its own under it, bounces+…@mail.example.com. */
  MAIL_RETURN_PATH: z.email("is the address bounces go to, e.g. bounces@mail.example.com").optional(),
  /** With it reports of bounces and complaints are signed; without it none are taken. */
  MAIL_EVENTS_SECRET: z.string().min(32, "must be 32 characters at least, e.g. from: openssl rand -hex 32").optional(),
  /** The name under which the sending domain's DKIM key stands, as the mail provider tells. */
  MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,60}$/, "is a DKIM selector, such as s1")
    .optional(),
  /** Each adds to X-Forwarded-For by whom it was asked; what stands there before theirs is believed by nobody. */
  PROXIES_BEFORE_APP: z
    .string()
    .regex(/^[0-8]$/, "is how many proxies of yours stand before the app, 0 to 8")
    .default("1")
    .transform(Number),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

export type Env = z.infer<typeof shape>;

let checked: Env | undefined;

/** The configuration. Throws one error that lists everything wrong with it. */
export function env(): Env {
  if (checked) return checked;
  const result = shape.safeParse(process.env);
  if (!result.success) {
    const lines = result.error.issues.map(
      (issue) => `  ${issue.path.join(".")} ${process.env[String(issue.path[0])] === undefined ? "is missing: it " : ""}${issue.message}`,
    );
    throw new Error(`Regulars cannot start, its configuration is incomplete:\n${lines.join("\n")}\nSee "Deploying" in README.md.`);
  }
  return (checked = result.data);
}

const tomlShape = z.object({
  access_scopes: z.object({ scopes: z.string(), optional_scopes: z.array(z.string()).default([]) }),
  webhooks: z.object({ api_version: z.string() }),
  app_proxy: z.object({ prefix: z.string(), subpath: z.string() }),
});
const declared = tomlShape.parse(parse(appToml));

/** What shopify.app.toml declares; the toml is the only place where these are written. */
export const declaredScopes: string[] = declared.access_scopes.scopes.split(",").map((scope) => scope.trim());
/** Granted by the owner when asked; see useScopes in shell.tsx. */
export const optionalScopes: string[] = declared.access_scopes.optional_scopes;
export const declaredProxyPath = `/${declared.app_proxy.prefix}/${declared.app_proxy.subpath}`;
