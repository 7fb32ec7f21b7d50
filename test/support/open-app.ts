/** The owner opening the app in the admin, as App Bridge does it: a session token in the Authorization header. */
import { ownerWorld, type Owner } from "~/owner.server";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import type { Emulator } from "../emulator/index.ts";

/** The emulator's clock must stand near the machine's: the library checks the token's minute by the machine's clock. */
export async function openApp(emulator: Emulator, path = "/app"): Promise<Owner> {
  const token = await signSessionToken(emulator);
  return ownerWorld(
    new Request(`${process.env.SHOPIFY_APP_URL}${path}`, {
      headers: { authorization: `Bearer ${token}`, "user-agent": "Mozilla/5.0 (a person's browser)" },
    }),
  );
}

export const tokenCalls = (emulator: Emulator): string[] =>
  emulator.log.map(({ what }) => what).filter((what) => what.includes("/admin/oauth/access_token"));
