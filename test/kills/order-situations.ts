/** Friends order and give back, and return windows end. */
import { fulfilOrder } from "../emulator/commerce/fulfil-order.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { friendBuys, windowEnds } from "./friends.ts";
import { ask, theBooksTellAll, type Situation } from "./situation.ts";

export const orderSituations: Situation[] = [
  {
    name: "a friend's order is paid",
    jobs: ["receipt.process", "order.refresh"],
    async prepare(living) {
      friendBuys(living);
      await living.stage.post.deliverDue();
    },
    came: theBooksTellAll,
  },
  {
    name: "a friend gives something back",
    jobs: ["order.refresh"],
    async prepare(living) {
      const { stage } = living;
      const id = friendBuys(living);
      await stage.settle();
      const [line] = stage.emulator.books.order.need(id).lines;
      refundOrder(stage.emulator, id, { lines: [{ orderLineId: line.id, quantity: 1 }] });
      await stage.post.deliverDue();
    },
    came: theBooksTellAll,
  },
  {
    name: "return windows end",
    jobs: ["credit.mature"],
    async prepare(living) {
      // What the situations before left waiting has had its time.
      await windowEnds(living);
      await living.stage.comeToRest("briefly");
      fulfilOrder(living.stage.emulator, friendBuys(living));
      friendBuys(living);
      await living.stage.settle();
      await windowEnds(living);
      await ask(living, "credit.mature");
    },
    // What is due and waits still is told of after every death.
    came: theBooksTellAll,
  },
  {
    name: "people have the friends for another tier",
    jobs: ["tier.raise", "tiers.raise"],
    async prepare(living) {
      const { world } = living.stage;
      const { ambassadorId } = living.members.get(1)!;
      await world.transaction(({ queue }) => queue.add("tier.raise", { ambassadorId }, { onceKey: `tier ${ambassadorId}` }));
      await ask(living, "tiers.raise");
    },
    // That nobody waits for a tier is one of the invariants.
    came: theBooksTellAll,
  },
];
