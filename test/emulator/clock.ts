/**
 * The emulator's clock. It runs with the real one, shifted by what `advance` has added, or stands still once
 * `freeze` was called. Listeners (webhook deliveries, the demo's database clock) are told of every move, in order.
 */
export type MoveListener = (now: Date, shiftMs: number) => void | Promise<void>;

export class EmulatorClock {
  #shiftMs: number;
  #frozenAt: number | null = null;
  readonly #listeners: MoveListener[] = [];

  constructor(shiftMs = 0) {
    this.#shiftMs = shiftMs;
  }
  now(): Date {
    return new Date(this.#frozenAt ?? realNow() + this.#shiftMs);
  }
  iso(): string {
    return this.now().toISOString();
  }
  get shiftMs(): number {
    return this.#frozenAt === null ? this.#shiftMs : this.#frozenAt - realNow();
  }
  freeze(at: Date): void {
    this.#frozenAt = at.getTime();
  }
  /** Moves forward and waits until every listener has taken note. */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new Error("the emulator's clock only moves forward");
    if (this.#frozenAt === null) this.#shiftMs += ms;
    else this.#frozenAt += ms;
    for (const listener of this.#listeners) await listener(this.now(), this.shiftMs);
  }
  onMove(listener: MoveListener): void {
    this.#listeners.push(listener);
  }
}

// A preload may shift Date in app processes; the emulator's own arithmetic must start from the machine's time.
const realNow = () => performance.timeOrigin + performance.now();
