/** A stored version as settings: the database holds words, and its checks that they are ours. */
import type { Channel, DebtPolicy, RewardKind, Settings } from "./program";

type Row = Omit<Settings, "channels" | "debtPolicy" | "rewardKinds"> & {
  programId: string;
  version: number;
  channels: string[];
  debtPolicy: string;
  rewardKinds: string[];
};

/** Without whose it is and who saved it. */
export function settingsOfRow(
  row: Row & { shopId: string; savedAt: Date; savedBy: string },
): Settings & { programId: string; version: number } {
  const { shopId: _shopId, savedAt: _savedAt, savedBy: _savedBy, ...rest } = row;
  return {
    ...rest,
    channels: rest.channels as Channel[],
    debtPolicy: rest.debtPolicy as DebtPolicy,
    rewardKinds: rest.rewardKinds as RewardKind[],
  };
}
