/**
 * A small, strict Shopify for action tests of discounts and codes: codes are unique whatever their case, additions run
 * one at a time and end only when told, customers are as given. Knobs lose replies after the work was done, or refuse.
 * What it does not know throws, naming itself.
 */
import {
  CodeTaken,
  ShopProblem,
  type CodeResult,
  type OfferTerms,
  type ReadBuyer,
  type ReadContact,
  type ShopPort,
  type ShopProblemKind,
} from "~/ports/shop";

type FakeDiscount = Omit<Parameters<ShopPort["changeOfferDiscount"]>[1], "whole"> & {
  discountId: string;
  usageLimit: number | null;
  startsAt: Date;
  off?: true;
  /** What a merchant made of it. */
  changed?: Partial<OfferTerms>;
};
type Addition = { additionId: string; discountId: string; codes: string[]; results: CodeResult[] | null };
/** Few, so that tests turn pages. */
const CODES_A_PAGE = 2;
type Call =
  | "readSellsSubscriptions"
  | "createOfferDiscount"
  | "changeOfferDiscount"
  | "activateDiscount"
  | "deactivateDiscount"
  | "readDiscountState"
  | "readOffer"
  | "readActiveDiscounts"
  | "readCodes"
  | "findDiscountByCode"
  | "addCodes"
  | "findRedeemCode"
  | "removeCode"
  | "readCodeAddition"
  | "readBuyer"
  | "readContacts";

export class FakeShop {
  readonly discounts = new Map<string, FakeDiscount>();
  /** Code in upper case → the discount that carries it. */
  readonly codes = new Map<string, string>();
  /** Codes in upper case that its search does not show (yet). */
  readonly unseen = new Set<string>();
  /** Codes in upper case of deleted discounts that its search shows still, and which it was. */
  readonly stillSeen = new Map<string, string>();
  readonly buyers = new Map<string, ReadBuyer>();
  readonly contacts = new Map<string, ReadContact>();
  readonly additions: Addition[] = [];
  sellsSubscriptions = false;
  /** How often each call was made, refused ones included. */
  readonly calls: Partial<Record<Call, number>> = {};
  /** Called at each call, before anything is done: for what happens meanwhile. */
  meanwhile: ((call: Call) => Promise<void>) | null = null;
  private readonly faults: { call: Call; kind: ShopProblemKind; done: boolean }[] = [];
  private ids = 1_000;
  /** false: an addition ends only by finishAddition. */
  finishesAlone = true;

  /** The next such call is carried out, and its reply is lost. */
  loseReply(call: Call): void {
    this.faults.push({ call, kind: "unknown", done: true });
  }

  /** The next such call does nothing and says so. */
  refuse(call: Call, kind: ShopProblemKind): void {
    this.faults.push({ call, kind, done: false });
  }

  /** A discount of the merchant's own, with its code. */
  merchantDiscount(code: string): string {
    const discountId = String(this.ids++);
    this.discounts.set(discountId, {
      discountId,
      title: "The merchant's own",
      subscriptions: null,
      offerBp: 2_000,
      usageLimit: null,
      startsAt: new Date(0),
    });
    this.codes.set(code.toUpperCase(), discountId);
    return discountId;
  }

  /** As a merchant does: its codes go with it. `stillSeen`: the search shows them until stillSeen is cleared. */
  deleteDiscount(discountId: string, { stillSeen = false } = {}): void {
    this.discounts.delete(discountId);
    for (const [code, of] of this.codes) {
      if (of !== discountId) continue;
      this.codes.delete(code);
      if (stillSeen) this.stillSeen.set(code, discountId);
    }
  }

  /** The ids of the discounts that are switched on. */
  working(): string[] {
    return [...this.discounts.values()].filter(({ off }) => !off).map(({ discountId }) => discountId);
  }

  get running(): Addition | undefined {
    return this.additions.find(({ results }) => results === null);
  }

  /** Ends the addition that is running; of its codes only the first `most` come to an end, the others are not named. */
  finishAddition(most = Infinity): void {
    const { running } = this;
    if (!running) throw new Error("fake shop: no addition is running");
    running.results = running.codes.slice(0, most).map((code): CodeResult => {
      if (this.codes.has(code.toUpperCase())) return { code, outcome: "refused", reason: "TAKEN: Code must be unique", taken: true };
      this.codes.set(code.toUpperCase(), running.discountId);
      return { code, outcome: "live" };
    });
  }

  /** Shopify forgets the addition that is running; none of its codes were added. */
  forgetAddition(): void {
    const at = this.additions.findIndex(({ results }) => results === null);
    if (at < 0) throw new Error("fake shop: no addition is running");
    this.additions.splice(at, 1);
  }

  get port(): ShopPort {
    const unknown = (name: string) => () => Promise.reject(new Error(`fake shop: ${name} is not part of it`));
    return {
      readProfile: unknown("readProfile"),
      readOrder: unknown("readOrder"),
      findOrders: unknown("findOrders"),
      readVariant: unknown("readVariant"),
      readChangedOrders: unknown("readChangedOrders"),
      readRewardDiscount: unknown("readRewardDiscount"),
      readDisputedOrders: unknown("readDisputedOrders"),
      readDiscountState: (discountId) =>
        this.answer("readDiscountState", () => {
          const discount = this.discounts.get(discountId);
          return !discount ? "gone" : discount.off ? "ended" : "working";
        }),
      readOffer: (discountId) =>
        this.answer("readOffer", () => {
          const discount = this.discounts.get(discountId);
          if (!discount || discount.off) return null;
          const { offerBp, usageLimit, startsAt, subscriptions, changed } = discount;
          const unlimited = { oncePerCustomer: true, endsAt: null, minimum: false, everybody: true, everything: true };
          return { offerBp, usageLimit, startsAt, subscriptions, ...unlimited, ...changed };
        }),
      readActiveDiscounts: ({ title, after }) =>
        this.answer("readActiveDiscounts", () => {
          const all = [...this.discounts.values()].filter((one) => !one.off && one.title.startsWith(title));
          const from = Number(after ?? 0);
          const to = from + CODES_A_PAGE;
          return {
            discounts: all.slice(from, to).map((one) => ({ discountId: one.discountId, title: one.title, madeAt: one.startsAt })),
            next: all.length > to ? String(to) : null,
          };
        }),
      readCodes: (discountId, after) =>
        this.answer("readCodes", () => {
          const all = [...this.codes].filter(([, of]) => of === discountId).map(([code]) => code);
          const from = Number(after ?? 0);
          return {
            codes: all.slice(from, from + CODES_A_PAGE),
            next: all.length > from + CODES_A_PAGE ? String(from + CODES_A_PAGE) : null,
          };
        }),
      findOrdersByCode: unknown("findOrdersByCode"),
      startBulkRead: unknown("startBulkRead"),
      readBulkState: unknown("readBulkState"),
      cancelBulkRead: unknown("cancelBulkRead"),
      openBulkResult: unknown("openBulkResult"),
      createRewardDiscount: unknown("createRewardDiscount"),
      activateDiscount: (discountId) => this.answer("activateDiscount", () => void delete this.discount(discountId).off),
      deactivateDiscount: (discountId) => this.answer("deactivateDiscount", () => void (this.discount(discountId).off = true)),
      readStoreCreditOffered: unknown("readStoreCreditOffered"),
      readStoreCredit: unknown("readStoreCredit"),
      giveStoreCredit: unknown("giveStoreCredit"),
      createGiftCard: unknown("createGiftCard"),
      findGiftCard: unknown("findGiftCard"),
      deactivateGiftCard: unknown("deactivateGiftCard"),
      createDraft: unknown("createDraft"),
      findDraft: unknown("findDraft"),
      readDraft: unknown("readDraft"),
      completeDraft: unknown("completeDraft"),
      putPixel: unknown("putPixel"),
      takePixelAway: unknown("takePixelAway"),
      deleteDraft: unknown("deleteDraft"),
      readMarked: unknown("readMarked"),
      readBuyers: unknown("readBuyers"),
      readDestinations: unknown("readDestinations"),
      readBuyer: (buyerId) => this.answer("readBuyer", () => this.buyers.get(buyerId) ?? null),
      readContacts: (buyerIds) =>
        this.answer("readContacts", () => {
          if (!buyerIds.length || buyerIds.length > 25) throw new Error(`fake shop: ${buyerIds.length} customers at once`);
          return buyerIds.flatMap((id) => this.contacts.get(id) ?? []);
        }),
      readSellsSubscriptions: () => this.answer("readSellsSubscriptions", () => this.sellsSubscriptions),
      createOfferDiscount: ({ title, leadCode, offerBp, subscriptions, usageLimit, startsAt }) =>
        this.answer("createOfferDiscount", () => {
          if (this.codes.has(leadCode.toUpperCase())) throw new CodeTaken("Code must be unique. Please try a different code.");
          const discountId = String(this.ids++);
          this.discounts.set(discountId, { discountId, title, offerBp, subscriptions, usageLimit, startsAt });
          this.codes.set(leadCode.toUpperCase(), discountId);
          return { discountId };
        }),
      changeOfferDiscount: (discountId, { whole, ...change }) =>
        this.answer("changeOfferDiscount", () => {
          const discount = Object.assign(this.discount(discountId), change);
          const { changed = {} } = discount;
          for (const term of ["offerBp", "subscriptions"] as const) delete changed[term];
          if (whole) Object.assign(discount, { changed: undefined, ...whole });
        }),
      findDiscountByCode: (code) =>
        this.answer("findDiscountByCode", () => {
          const key = code.toUpperCase();
          const discountId = this.unseen.has(key) ? undefined : (this.stillSeen.get(key) ?? this.codes.get(key));
          return discountId === undefined ? null : { discountId, title: this.discounts.get(discountId)?.title ?? "Deleted" };
        }),
      addCodes: (discountId, codes) =>
        this.answer("addCodes", () => {
          this.discount(discountId);
          if (!codes.length || codes.length > 250) throw new ShopProblem("refused", `${codes.length} codes: between 1 and 250 are allowed`);
          if (new Set(codes.map((code) => code.toUpperCase())).size < codes.length) throw new ShopProblem("refused", "The same code twice");
          if (this.running) throw new ShopProblem("try later", "Another bulk addition is running");
          const additionId = String(this.ids++);
          this.additions.push({ additionId, discountId, codes: [...codes], results: null });
          return { additionId };
        }),
      // Its id for a code is the code itself.
      findRedeemCode: (discountId, code) =>
        this.answer("findRedeemCode", () => (this.codes.get(code.toUpperCase()) === discountId ? code.toUpperCase() : null)),
      removeCode: (discountId, redeemCodeId) =>
        this.answer("removeCode", () => {
          if (this.codes.get(redeemCodeId) === this.discount(discountId).discountId) this.codes.delete(redeemCodeId);
        }),
      readCodeAddition: (additionId) =>
        this.answer("readCodeAddition", () => {
          const addition = this.additions.find((one) => one.additionId === additionId);
          if (!addition) throw new ShopProblem("refused", "No such addition");
          const { results } = addition;
          // Never done at the first look, as in life.
          if (results === null && this.finishesAlone) this.finishAddition();
          return results;
        }),
    };
  }

  private discount(discountId: string): FakeDiscount {
    const discount = this.discounts.get(discountId);
    if (!discount) throw new ShopProblem("refused", "This discount does not exist.");
    return discount;
  }

  private async answer<T>(call: Call, work: () => T): Promise<T> {
    this.calls[call] = (this.calls[call] ?? 0) + 1;
    await this.meanwhile?.(call);
    const at = this.faults.findIndex((fault) => fault.call === call);
    const [fault] = at < 0 ? [] : this.faults.splice(at, 1);
    if (fault && !fault.done) throw new ShopProblem(fault.kind, `fake shop: ${call} ${fault.kind}`);
    const answer = work();
    if (fault) throw new ShopProblem(fault.kind, `fake shop: the reply to ${call} was lost`);
    return answer;
  }
}
