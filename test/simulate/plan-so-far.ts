/** What the planner remembers of what it has planned, so that what comes next can follow from it. */
import { seededBy, type SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { RewardKind } from "~/domain/program/program";
import { renewalsCountAtFirst, sellsSubscriptions } from "./rules.ts";

export type Sofar = {
  /** Where things are sold and sent: a chance of its own, so that who buys what does not hang on it. */
  manner: SeededRandom;
  /** When and whose payment is asked back: another chance of its own. */
  bank: SeededRandom;
  /** From 1; `chapterBegan`: how many orders there were then. */
  chapter: number;
  chapterBegan: number;
  /** In which chapter the bank last spoke of an order. */
  disputes: Map<number, number>;
  /** A payment of this chapter is asked back. */
  askedBack: boolean;
  /** What befalls the database: another chance of its own. */
  accident: SeededRandom;
  backups: number;
  /** What the owner promises: another chance of its own. */
  terms: SeededRandom;
  /** What the store's owner and their shoppers do about orders that are not like others: a chance of its own for each. */
  doubt: SeededRandom;
  subscription: SeededRandom;
  bin: SeededRandom;
  press: SeededRandom;
  sellsSubscriptions: boolean;
  renewalsCount: boolean;
  /** Orders that look like an ambassador's own, and that nobody has settled. */
  doubtful: number[];
  /** Orders that surely bring something, unless something befalls them. */
  promising: number[];
  /** Orders that began a subscription, with the chapter of their latest cycle. */
  subscriptions: Map<number, number>;
  deleted: Set<number>;
  /** Whose page was pressed, by the click's number, and the first press that it shares a code with. */
  presses: Map<number, { place: number; first: number }>;
  /** First presses that an order came from. */
  orderedWith: Set<number>;
  orders: number;
  friends: number;
  clicks: number;
  rewards: number;
  members: number[];
  left: Set<number>;
  usedRewards: Set<number>;
  rewardOf: Map<number, number>;
  /** Those that an owner has still to answer or, with a yes, to pay. */
  unanswered: { reward: number; of: RewardKind }[];
  unpaid: number[];
  granted: boolean;
  merged: Set<string>;
  /** Two of the first ambassadors whose customers become one, where that is to happen: the second goes on as the first. */
  twins: [number, number] | null;
  twinsAreOne: boolean;
  /** So many bursts since the app was uninstalled; null: it is there. */
  awayFor: number | null;
  invited: boolean;
};

export const beginPlan = (seed: number): Sofar => ({
  manner: seededBy("life", String(seed), "manner"),
  bank: seededBy("life", String(seed), "bank"),
  chapter: 0,
  chapterBegan: 0,
  disputes: new Map(),
  askedBack: false,
  accident: seededBy("life", String(seed), "accident"),
  backups: 0,
  terms: seededBy("life", String(seed), "terms"),
  doubt: seededBy("life", String(seed), "doubt"),
  subscription: seededBy("life", String(seed), "subscription"),
  bin: seededBy("life", String(seed), "bin"),
  press: seededBy("life", String(seed), "press"),
  sellsSubscriptions: sellsSubscriptions(seed),
  renewalsCount: renewalsCountAtFirst(seed),
  doubtful: [],
  promising: [],
  subscriptions: new Map(),
  deleted: new Set(),
  presses: new Map(),
  orderedWith: new Set(),
  orders: 0,
  friends: 0,
  clicks: 0,
  rewards: 0,
  members: [0, 1],
  left: new Set(),
  usedRewards: new Set(),
  rewardOf: new Map(),
  unanswered: [],
  unpaid: [],
  granted: false,
  merged: new Set(),
  twins: seededBy("life", String(seed), "twins").pick([null, [0, 1], [1, 0]]),
  twinsAreOne: false,
  awayFor: null,
  invited: false,
});

/** One of those who have joined and not left. */
export const activeMember = (chance: SeededRandom, { members, left }: Sofar): number =>
  chance.pick(members.filter((place) => !left.has(place)));
