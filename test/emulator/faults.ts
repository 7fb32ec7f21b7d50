/** The fault knobs at rest, and changing some of them by name: a knob nobody knows is an error, not a silent nothing. */
import type { Faults } from "./context.ts";

export const noFaults = (): Faults => ({
  webhooks: { duplicate: 0, shuffle: false, delayMs: 0, dropShare: 0, secret: "current", paused: false },
  api: { throttleNext: 0, status429Next: 0, status5xxNext: 0, hangNext: 0, commitThenDropNext: [] },
  tokens: { mode: "ok" },
  bulk: { cut: false, shuffle: false, nullPersonalData: false, fail: false },
  mail: { rejectNext: 0, acceptThenDropNext: 0 },
  checkout: { guestAndNamedDiscount: "matching e-mail" },
  storeCredit: { off: false },
  drafts: { readyAfterMs: 0 },
  seed: 1,
});

/** Changes in place what is named. @throws Error naming a knob that doesn't exist or whose value is of another kind */
export function setFaults(faults: Faults, changes: Record<string, unknown>): void {
  const known = noFaults() as unknown as Record<string, unknown>;
  const target = faults as unknown as Record<string, unknown>;
  for (const [group, value] of Object.entries(changes)) {
    const rest = known[group];
    if (rest === undefined) throw new Error(`there is no fault group ${group}: ${Object.keys(known).join(", ")}`);
    if (typeof rest !== "object") {
      if (typeof value !== typeof rest) throw new Error(`${group} must be a ${typeof rest}`);
      target[group] = value;
      continue;
    }
    const knobs = rest as Record<string, unknown>;
    const current = { ...knobs, ...(target[group] as object | undefined) } as Record<string, unknown>;
    for (const [knob, setting] of Object.entries((value ?? {}) as object)) {
      if (!(knob in knobs)) throw new Error(`there is no fault ${group}.${knob}: ${Object.keys(knobs).join(", ")}`);
      if (typeof setting !== typeof knobs[knob] || Array.isArray(setting) !== Array.isArray(knobs[knob]))
        throw new Error(`${group}.${knob} must be a ${Array.isArray(knobs[knob]) ? "list" : typeof knobs[knob]}`);
      current[knob] = setting;
    }
    // other parts hold on to the group's object
    if (target[group]) Object.assign(target[group] as object, current);
    else target[group] = current;
  }
}
