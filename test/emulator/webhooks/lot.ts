/**
 * Random choices of the faults, by seed: a run that failed can be repeated. The generator is SplitMix32, Steele, Lea and
 * Flood's SplitMix (OOPSLA 2014) at 32 bits with MurmurHash3's finaliser.
 */
export type Lot = {
  /** In [0, 1). */
  draw(): number;
  /** A new array, every order equally likely (Fisher and Yates). */
  shuffle<T>(rows: readonly T[]): T[];
};

export function makeLot(seed: number): Lot {
  let state = seed | 0;
  const draw = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 2 ** 32;
  };
  const shuffle = <T>(rows: readonly T[]): T[] => {
    const mixed = [...rows];
    for (let last = mixed.length - 1; last > 0; last--) {
      const pick = Math.floor(draw() * (last + 1));
      [mixed[last], mixed[pick]] = [mixed[pick], mixed[last]];
    }
    return mixed;
  };
  return { draw, shuffle };
}
