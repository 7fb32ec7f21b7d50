/**
 * What a process needs before the app may be loaded outside vitest: the complete configuration, and letters in plain text,
 * because the real ones are JSX, which plain Node cannot read. Under vitest the tests' own setup has done it and the real letters are written.
 */
import { registerHooks } from "node:module";

const NO_DATABASE = "postgresql://the-simulation-opens-its-own-database.invalid/none";

/** Call it before the first import of the app. */
export function prepareEnvironment(): void {
  Object.assign(process.env, {
    NODE_ENV: "test",
    TZ: "UTC",
    SHOPIFY_API_KEY: "test-key",
    SHOPIFY_API_SECRET: "test-secret",
    SHOPIFY_APP_URL: "http://localhost:3000",
    DATABASE_URL: NO_DATABASE,
    DATABASE_DOOR_URL: NO_DATABASE,
    DATABASE_ERASER_URL: NO_DATABASE,
    ENCRYPTION_KEY: "0123456789abcdef".repeat(4),
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "regulars@example.test",
    LOG_LEVEL: "silent",
  });
  const letters = new URL("plain-letters.ts", import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.endsWith("/react-letters.server") ? { url: letters, shortCircuit: true } : next(specifier, context),
  });
}
