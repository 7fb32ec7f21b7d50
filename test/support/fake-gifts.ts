/**
 * What a store can give besides discounts, for the fake shop of rewards: store credit, where two calls are two credits; gift
 * cards, whose code is taken once; draft orders, which know no key at all. It keeps what was given and refuses as Shopify does.
 */
import { CodeTaken, ShopProblem, type Destination, type Draft, type ShopPort, type StoreCreditMovement } from "../../app/ports/shop.ts";
import { aDestination } from "./destinations.ts";

type Input<K extends keyof ShopPort> = Parameters<ShopPort[K]>[0];
export type FakeMovement = StoreCreditMovement & { buyerId: string; currency: string };
export type FakeGiftCard = Input<"createGiftCard"> & { giftCardId: string; enabled: boolean };
export type FakeDraft = Input<"createDraft"> & Draft;

const LONGEST_TAG = 40;

export class FakeGifts {
  storeCreditOffered = true;
  /** By any of these customers' or the store's doings, the oldest first. */
  readonly movements: FakeMovement[] = [];
  readonly giftCards: FakeGiftCard[] = [];
  /** Those not deleted. */
  readonly drafts: FakeDraft[] = [];
  /** Customers of whom the store has no address. */
  readonly withoutAddress = new Set<string>();
  /** Where a customer's parcels go, where it is not where everybody's go. */
  readonly destinations = new Map<string, Destination>();
  /** Customers whom Shopify does not know (any more). */
  readonly unknownBuyers = new Set<string>();
  /** Shopify's bound, in minor units of whatever currency. */
  mostStoreCreditMinor = 1_200_000n;
  /** Set it to the test's clock before store credit moves. */
  now: () => Date = () => {
    throw new Error("the fake shop has no clock: set shop.gifts.now");
  };
  readonly #hasVariant: (variantId: string) => boolean;
  /** Shopify's search does not show cards and drafts yet that were made a moment ago. */
  searchLags = false;
  #ids = 5_000;

  constructor(hasVariant: (variantId: string) => boolean) {
    this.#hasVariant = hasVariant;
  }

  /** A movement that is none of ours: the merchant's adjustment by hand, or a purchase paid with it. */
  moveStoreCredit(movement: Pick<FakeMovement, "buyerId" | "currency" | "amountMinor"> & { byHand?: boolean }): FakeMovement {
    const { buyerId, currency, amountMinor, byHand = true } = movement;
    const transactionId = String(this.#ids++);
    const kind = amountMinor > 0n ? "credit" : "other";
    this.movements.push({ transactionId, kind, byHand, amountMinor, at: this.now(), buyerId, currency });
    return this.movements.at(-1)!;
  }

  balanceOf(buyerId: string): bigint {
    return this.movements.reduce((sum, movement) => (movement.buyerId === buyerId ? sum + movement.amountMinor : sum), 0n);
  }

  readStoreCredit({ buyerId, currency }: Input<"readStoreCredit">): StoreCreditMovement[] {
    return this.movements
      .filter((movement) => movement.buyerId === buyerId && movement.currency === currency)
      .map(({ transactionId, kind, byHand, amountMinor, at }) => ({ transactionId, kind, byHand, amountMinor, at }))
      .reverse()
      .slice(0, 100);
  }

  giveStoreCredit({ buyerId, currency, amountMinor }: Input<"giveStoreCredit">): { transactionId: string } {
    this.#knows(buyerId);
    if (amountMinor <= 0n) throw new ShopProblem("refused", "There is no amount to give as store credit.");
    if (this.balanceOf(buyerId) + amountMinor > this.mostStoreCreditMinor)
      throw new ShopProblem("refused", "This customer would hold more store credit than Shopify allows, 15,000 US dollars.");
    return { transactionId: this.moveStoreCredit({ buyerId, currency, amountMinor }).transactionId };
  }

  createGiftCard(input: Input<"createGiftCard">): { giftCardId: string } {
    this.#knows(input.buyerId);
    if (!/^[a-z0-9]{8,20}$/i.test(input.code))
      throw new ShopProblem("refused", `A gift card's code has 8 to 20 letters and digits: ${input.code}`);
    if (input.amountMinor <= 0n) throw new ShopProblem("refused", "There is no amount to put on a gift card.");
    if (this.giftCards.some(({ code }) => code.toLowerCase() === input.code.toLowerCase()))
      throw new CodeTaken("A gift card with this code exists already.");
    const giftCardId = String(this.#ids++);
    this.giftCards.push({ ...input, giftCardId, enabled: true });
    return { giftCardId };
  }

  /** The whole code is searched, as at Shopify; only its end can be seen. */
  findGiftCard({ code, note }: Input<"findGiftCard">): { giftCardId: string; enabled: boolean } | null {
    const found = !this.searchLags && this.giftCards.find((card) => card.code.toLowerCase() === code.toLowerCase() && card.note === note);
    return found ? { giftCardId: found.giftCardId, enabled: found.enabled } : null;
  }

  deactivateGiftCard(giftCardId: string): void {
    const card = this.giftCards.find((one) => one.giftCardId === giftCardId);
    if (!card) throw new ShopProblem("refused", "Shopify no longer knows this gift card.");
    card.enabled = false;
  }

  /** As it is now; of who is not known, none. */
  destinationOf(buyerId: string): Destination | null {
    if (this.unknownBuyers.has(buyerId) || this.withoutAddress.has(buyerId)) return null;
    return this.destinations.get(buyerId) ?? aDestination();
  }

  createDraft(input: Input<"createDraft">): Draft {
    this.#knows(input.buyerId);
    if (!this.#hasVariant(input.variantId)) throw new ShopProblem("refused", "The product of this reward no longer exists.");
    if (!input.tag || input.tag.length > LONGEST_TAG || input.tag.includes(","))
      throw new ShopProblem("refused", `A tag has 1 to ${LONGEST_TAG} characters and no comma: ${input.tag}`);
    const draft = { ...input, draftId: String(this.#ids++), orderId: null, destination: this.destinationOf(input.buyerId) };
    this.drafts.push(draft);
    return toDraft(draft);
  }

  readDraft(draftId: string): Draft | null {
    const found = this.drafts.find((draft) => draft.draftId === draftId);
    return found ? toDraft(found) : null;
  }

  findDraft(tag: string): Draft | null {
    if (this.searchLags) return null;
    const ours = this.drafts.filter((draft) => draft.tag === tag);
    const found = ours.find(({ orderId }) => orderId !== null) ?? ours[0];
    return found ? toDraft(found) : null;
  }

  completeDraft(draftId: string): { orderId: string } {
    const draft = this.drafts.find((one) => one.draftId === draftId);
    if (!draft) throw new ShopProblem("refused", "Draft order does not exist");
    if (draft.orderId !== null) throw new ShopProblem("refused", "This order has been paid");
    draft.orderId = String(this.#ids++);
    return { orderId: draft.orderId };
  }

  /** Gone already is as good as deleted. */
  deleteDraft(draftId: string): void {
    const at = this.drafts.findIndex((one) => one.draftId === draftId);
    if (at < 0) return;
    if (this.drafts[at].orderId !== null) throw new ShopProblem("refused", "The draft order has become an order: cancel that instead.");
    this.drafts.splice(at, 1);
  }

  #knows(buyerId: string): void {
    if (this.unknownBuyers.has(buyerId)) throw new ShopProblem("refused", "Shopify no longer knows this customer.");
  }
}

const toDraft = ({ draftId, orderId, destination }: FakeDraft): Draft => ({ draftId, orderId, destination });
