/** On what an order counts for an ambassador, told before the first one fails it: what the settings in force ask, and no more. */
import { CHANNELS, type Channel, type Settings } from "../program/program";
import { showMoney, type Place, type ShownMoney } from "./shown";

export type PageConditions = {
  /** Only a friend's first order at the store counts. */
  firstOrderOnly: boolean;
  /** Of goods; null: any order is large enough. */
  least: ShownMoney | null;
  /** How many orders of one friend count; null: all, or it is the first alone. */
  perFriend: number | null;
  /** Where it must be placed; null: anywhere. */
  places: Channel[] | null;
};

type Asking = Pick<Settings, "newFriendsOnly" | "minimumSpendMinor" | "friendLimit" | "channels">;

/** @param place with the programme's currency */
export const pageConditions = (
  { newFriendsOnly, minimumSpendMinor, friendLimit, channels }: Asking,
  place: Pick<Place, "currency" | "locale">,
): PageConditions => ({
  firstOrderOnly: newFriendsOnly,
  least: minimumSpendMinor > 0n ? showMoney(minimumSpendMinor, place) : null,
  perFriend: newFriendsOnly ? null : friendLimit,
  places: CHANNELS.every((channel) => channels.includes(channel)) ? null : CHANNELS.filter((channel) => channels.includes(channel)),
});
