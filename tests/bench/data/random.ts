/** Numbers that look random and are the same in every run: what a seed gives depends on nothing else. */
export interface Random {
  /** 0 <= n < 1 */
  next(): number;
  /** a whole number, both ends included */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
  hex(digits: number): string;
}

/** Mulberry32: small, quick, and even enough for invented people. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const word = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 0x1_0000_0000;
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T,
    chance: (probability) => next() < probability,
    hex: (digits) => {
      let text = "";
      while (text.length < digits) text += word().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
  };
}

/** A version 7 id of that instant, as the application makes them: ids of one time lie together in an index. */
export function uuidAt(instant: number, random: Random): string {
  const time = instant.toString(16).padStart(12, "0");
  const variant = (8 + random.between(0, 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.hex(3)}-${variant}${random.hex(3)}-${random.hex(12)}`;
}
