/** Installs the app in the emulator's shop the way the admin does: a session token exchanged for an offline token, which is then stored. */
import { Session } from "@shopify/shopify-api";
import { sessionStorage } from "~/adapters/session-storage.server";
import { installShop } from "~/domain/shop/install-shop.server";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import type { Emulator } from "../emulator/index.ts";
import type { TestWorld } from "./world";

type Grant = { access_token: string; scope: string; expires_in: number; refresh_token: string; refresh_token_expires_in: number };

/** The shop's row, its first programme and a living offline session. */
export async function installInEmulator(test: TestWorld, emulator: Emulator): Promise<void> {
  const response = await fetch(`https://${test.shopId}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: emulator.config.apiKey,
      client_secret: emulator.config.apiSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await signSessionToken(emulator),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  });
  if (!response.ok) throw new Error(`the emulator refused the token exchange: ${await response.text()}`);
  const grant = (await response.json()) as Grant;
  // The refresher compares with the machine's clock, which a test does not move.
  const after = (seconds: number) => new Date(Date.now() + seconds * 1000);
  await sessionStorage.storeSession(
    new Session({
      id: `offline_${test.shopId}`,
      shop: test.shopId,
      state: "",
      isOnline: false,
      scope: grant.scope,
      accessToken: grant.access_token,
      expires: after(grant.expires_in),
      refreshToken: grant.refresh_token,
      refreshTokenExpires: after(grant.refresh_token_expires_in),
    }),
  );
  await installShop(test.world);
}
