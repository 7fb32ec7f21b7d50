/**
 * Runs before every test file: sends Shopify's addresses to the emulator, gives the app a complete test configuration,
 * lets unexpected console output fail the test, and fills in what jsdom lacks.
 */
import "../emulator/redirect.mjs"; // first: the Shopify library keeps the fetch it finds when it is imported
import { afterEach } from "vitest";
import { watchConsole } from "./console.ts";

const NO_DATABASE = "postgresql://this-test-file-must-call-freshDatabase-first.invalid/none";

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
  SMTP_URL: "smtp://127.0.0.1:1", // nothing listens there: a test that mails brings its own mailbox
  MAIL_FROM: "regulars@example.test",
  LOG_LEVEL: "silent",
});

watchConsole();

if (typeof window !== "undefined") {
  // Polaris asks for it while it is imported; jsdom has no screen to measure.
  window.matchMedia ??= (query) =>
    Object.assign(new EventTarget(), { matches: false, media: query, onchange: null, addListener() {}, removeListener() {} });
  const { cleanup } = await import("@testing-library/react");
  afterEach(cleanup);
}
