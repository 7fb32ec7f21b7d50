/** No mail goes to this address any more: it bounced, its server refused it, or its person complained. Kept as a fingerprint. */
import type { World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";

export type Suppression = "refused" | "bounced" | "complained";

/** Joins the transaction at hand. Twice is as good as once. */
export async function suppressAddress(
  world: World,
  { email, why, detail }: { email: string; why: Suppression; detail: string | null },
): Promise<{ outcome: "suppressed" }> {
  const { shopId } = world;
  await world.transaction(({ db }) =>
    db.mailSuppression.createMany({
      data: [
        {
          shopId,
          emailHash: world.fingerprint.of(addressKey(email)),
          why,
          detail: detail?.slice(0, 300) ?? null,
          notedAt: world.clock.now(),
        },
      ],
      skipDuplicates: true,
    }),
  );
  return { outcome: "suppressed" };
}
