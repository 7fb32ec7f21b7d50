/**
 * The one API version, for the URLs of our own calls. shopify.server.ts gives the library the same, and the toml gate
 * holds shopify.app.toml to it.
 */
export const ADMIN_API_VERSION = "2026-10";
