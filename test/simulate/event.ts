/**
 * What can happen in a shop's life, as plain data: people, orders and clicks are named by their number in the life, so that
 * the same life can be lived in any weather, whatever ids it comes to.
 */
import type { RewardKind } from "~/domain/program/program";
import type { DisputeStatus } from "../emulator/books.ts";

export type Who =
  /** A guest known by their address only: the first order makes them a customer. */
  | { who: "friend"; n: number }
  /** A customer from before the programme. */
  | { who: "regular"; n: number }
  | { who: "ambassador"; place: number }
  /** As a guest, with an ambassador's own address in other letters. */
  | { who: "ambassador as guest"; place: number }
  /** As a guest, with an ambassador's address written another way (a+b@). */
  | { who: "ambassador alike"; place: number }
  /** At a till: nobody is named. */
  | { who: "nobody" };

export type CodeRef =
  | { code: "share"; place: number }
  | { code: "click"; click: number }
  /** A discount of the merchant's own. */
  | { code: "stranger" }
  /** Typed, and nobody's. */
  | { code: "made up" }
  | { code: "reward"; reward: number };

export type Purchase = {
  order: number;
  buyer: Who;
  codes: CodeRef[];
  /** The click whose id travels along in the cart's attributes. */
  click: number | null;
  lines: { product: number; quantity: number }[];
  paid: boolean;
  test: boolean;
  tipMinor: number;
  /** As Shopify names where it was sold. */
  soldBy: string;
  /** The ambassador whose home it goes to, in their own name or in another's; null: it says nowhere. */
  home: { place: number; theirName: boolean } | null;
  /** All of it once, and again each time that it is renewed. */
  subscription: boolean;
};

export type LifeEvent =
  | ({ kind: "buy" } & Purchase)
  /** `again`: the press that the friend's browser has kept. */
  | { kind: "click"; click: number; place: number; again: number | null }
  /** A subscription that began with an order brings the next. */
  | { kind: "renew"; order: number; began: number; paid: boolean }
  /** A merchant takes the order out of Shopify altogether. */
  | { kind: "delete"; order: number }
  | { kind: "refund lines"; order: number; line: number; quantity: number; all: boolean }
  | { kind: "refund amount"; order: number; share: number }
  | { kind: "cancel"; order: number; refund: boolean }
  | { kind: "edit"; order: number; line: number; quantity: number; add: number | null }
  | { kind: "pay"; order: number }
  | { kind: "fulfil"; order: number }
  /** The payer's bank asks the payment back (the first two), or what became of it. */
  | { kind: "bank says"; order: number; status: Extract<DisputeStatus, "NEEDS_RESPONSE" | "UNDER_REVIEW" | "LOST" | "ACCEPTED" | "WON"> }
  | { kind: "merge"; one: Who; other: Who; keepsOne: boolean }
  | { kind: "leave"; place: number }
  | { kind: "uninstall" }
  | { kind: "return" }
  | { kind: "invite the others" }
  | { kind: "opt out"; n: number }
  | { kind: "join"; place: number }
  /** `twice`: two presses at the same moment, by the same key or by two. `share`: of what is theirs, where they choose an amount. */
  | { kind: "redeem"; reward: number; of: RewardKind; place: number; item: number; share: number; twice: "no" | "same key" | "two keys" }
  /** An owner's word on a reward that waits for it. `twice`: another owner says the same at the same moment. */
  | { kind: "answer"; reward: number; yes: boolean; twice: boolean }
  /** An owner says that cash was paid. */
  | { kind: "pay out"; reward: number; twice: boolean }
  /** Two owners save at once, each what they see with a fee of their own. */
  | { kind: "save settings"; fees: [number, number] }
  /** The owner changes what orders bring from now on. */
  | { kind: "change credit"; creditBp: number }
  /** The owner says whether a subscription's renewals count from now on. */
  | { kind: "count renewals"; renewalsCount: boolean }
  /** The owner lets the app give more ways. */
  | { kind: "grant scopes" }
  | { kind: "end programme" }
  | { kind: "resume programme"; twice: boolean }
  /** `twice`: two owners at once, both having looked at the same decision. */
  | { kind: "settle"; order: number; counts: boolean; twice: boolean }
  /** The same of an order that waits for the owner, where it does. */
  | { kind: "settle doubt"; order: number; counts: boolean; twice: boolean }
  | { kind: "back up" }
  /** The database is as it was at the last backup. */
  | { kind: "put back" }
  /** The owner answers what was found in Shopify; `notOurs`: those rewards that they do not own to. */
  | { kind: "say what was found"; notOurs: number[] }
  /** Before the app has had time for anything. */
  | { kind: "a moment later"; ms: number }
  | { kind: "time passes"; ms: number }
  /** The storm is over for two hours, or for a day; `how` says which. */
  | { kind: "comes to rest"; how: "briefly" | "wholly" };

/** Lets time pass, and does nothing else. */
export const isPause = ({ kind }: LifeEvent): boolean => kind === "a moment later" || kind === "time passes" || kind === "comes to rest";

const person = (who: Who): string => ("n" in who ? `${who.who} ${who.n}` : "place" in who ? `${who.who} ${who.place + 1}` : who.who);

const codeText = (ref: CodeRef): string =>
  ref.code === "share"
    ? `ambassador ${ref.place + 1}'s code`
    : ref.code === "click"
      ? `click ${ref.click}'s code`
      : ref.code === "reward"
        ? `reward ${ref.reward}'s code`
        : `a ${ref.code} code`;

/** For whoever looks at a failing seed. */
export function inWords(event: LifeEvent): string {
  switch (event.kind) {
    case "buy": {
      const extras = [
        event.test && "a test",
        !event.paid && "unpaid",
        event.click !== null && `with click ${event.click}`,
        event.soldBy !== "web" && event.soldBy,
        event.subscription && "again and again",
        event.home && `sent to ambassador ${event.home.place + 1}'s home`,
      ].filter(Boolean);
      return `order ${event.order}: ${person(event.buyer)} buys${event.codes.length ? ` with ${event.codes.map(codeText).join(" and ")}` : ""}${extras.length ? ` (${extras.join(", ")})` : ""}`;
    }
    case "click":
      return `click ${event.click} on ambassador ${event.place + 1}'s page${event.again === null ? "" : `, where click ${event.again} had been`}`;
    case "renew":
      return `order ${event.order}: what order ${event.began} began comes again${event.paid ? "" : " (unpaid)"}`;
    case "delete":
      return `order ${event.order} is deleted`;
    case "refund lines":
      return `order ${event.order}: ${event.all ? "everything" : `${event.quantity} of line ${event.line}`} is refunded`;
    case "refund amount":
      return `order ${event.order}: an amount is refunded`;
    case "cancel":
      return `order ${event.order} is cancelled${event.refund ? "" : " without giving money back"}`;
    case "edit":
      return `order ${event.order} is edited`;
    case "pay":
      return `order ${event.order} is paid`;
    case "fulfil":
      return `order ${event.order} is sent`;
    case "bank says":
      return `order ${event.order}: the payer's bank says ${event.status}`;
    case "merge":
      return `${person(event.one)} and ${person(event.other)} become one customer`;
    case "redeem":
      return `reward ${event.reward}: ambassador ${event.place + 1} takes ${event.of}${event.twice === "no" ? "" : `, twice at once (${event.twice})`}`;
    case "answer":
      return `an owner says ${event.yes ? "yes" : "no"} to reward ${event.reward}${event.twice ? ", and so does another at once" : ""}`;
    case "pay out":
      return `an owner says that reward ${event.reward} was paid${event.twice ? ", and so does another at once" : ""}`;
    case "save settings":
      return "two owners save settings at once";
    case "settle":
    case "settle doubt":
      return `an owner decides that order ${event.order}${event.kind === "settle" ? "" : ", if it waits,"} ${event.counts ? "counts" : "does not count"}${event.twice ? ", and so does another at once" : ""}`;
    case "join":
    case "leave":
      return `ambassador ${event.place + 1} ${event.kind === "join" ? "joins" : "leaves"}`;
    case "opt out":
      return `regular ${event.n} asks not to be written to`;
    case "a moment later":
    case "time passes":
      return `${Math.round(event.ms / 60_000)} minutes pass`;
    case "change credit":
      return `the owner gives ${event.creditBp / 100} % from now on`;
    case "count renewals":
      return `the owner says that renewals ${event.renewalsCount ? "count" : "do not count"} from now on`;
    case "say what was found":
      return `the owner says what was found in Shopify${event.notOurs.length ? `, and that reward ${event.notOurs.join(" and ")} is not theirs` : ""}`;
    case "back up":
    case "put back":
    case "grant scopes":
    case "end programme":
    case "resume programme":
    case "uninstall":
    case "return":
    case "invite the others":
    case "comes to rest":
      return event.kind;
  }
}
