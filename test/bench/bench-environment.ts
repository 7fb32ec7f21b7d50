/** What the app's code needs around it in a benchmark's process: its database, and names for all that is never reached. */
import type { BenchDatabase } from "./import-database.ts";

export const environmentOf = ({ urls }: BenchDatabase): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  TZ: "UTC",
  SHOPIFY_API_KEY: "bench-key",
  SHOPIFY_API_SECRET: "bench-secret",
  SHOPIFY_APP_URL: "http://localhost:3000",
  DATABASE_URL: urls.app,
  DATABASE_DOOR_URL: urls.door,
  DATABASE_ERASER_URL: urls.eraser,
  ENCRYPTION_KEY: "0123456789abcdef".repeat(4),
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "bench@example.com",
  LOG_LEVEL: "silent",
});
