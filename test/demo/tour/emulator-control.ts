/** The emulator's own levers, as test/emulator/README.md describes them: the clock, what a merchant does by hand, and the books to compare with. */
export type EmulatorOrder = {
  id: string;
  name: string;
  customerId: string | null;
  email: string | null;
  codes: string[];
  cancelledAt: string | null;
  refundDiscrepancyMinor: number;
  lines: { id: string; quantity: number; currentQuantity: number; giftCard: boolean; afterAllDiscountsBeforeTaxesMinor: number }[];
};
export type BooksSummary = {
  orders: { all: number };
  customers: number;
  shop: { currency: string; origin: string };
  deliveries: Record<string, number>;
  discounts: {
    id: string;
    title: string;
    status: string;
    codes: number;
    uses: number;
    value: { amountMinor?: number; percentage?: number };
  }[];
};

const ANSWER_WITHIN_MS = 120_000;

export class EmulatorControl {
  readonly #origin: string;
  constructor(origin: string) {
    this.#origin = origin;
  }
  summary(): Promise<BooksSummary> {
    return this.#call<BooksSummary>("books/summary");
  }
  now(): Promise<{ now: string }> {
    return this.#call<{ now: string }>("clock");
  }
  advance(ms: number): Promise<unknown> {
    return this.#call("clock", { advanceMs: ms });
  }
  do(action: "refund-order" | "fulfil-order" | "cancel-order" | "edit-order", body: Record<string, unknown>): Promise<unknown> {
    return this.#call(action, body);
  }
  async ordersSince(since: string): Promise<EmulatorOrder[]> {
    const found: EmulatorOrder[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const one = await this.#call<{ orders: EmulatorOrder[]; pages: number }>(`orders?since=${encodeURIComponent(since)}&page=${page}`);
      found.push(...one.orders);
      pages = one.pages;
    }
    return found;
  }

  async #call<T>(path: string, body?: Record<string, unknown>): Promise<T> {
    const response = await fetch(new URL(`/__emulator/${path}`, this.#origin), {
      ...(body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`the emulator answered ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
    return (await response.json()) as T;
  }
}
