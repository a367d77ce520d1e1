import type { BenchDatabase } from "./data/database";
import type { Pace } from "./load-generator";
import type { SignedIn } from "./sessions";
import type { Web } from "./web";

export interface People {
  teachers: SignedIn[];
  school: SignedIn;
  /** of the largest county: its office's queue is measured */
  county: SignedIn;
  city: SignedIn;
}

/** The product on one database. */
export interface Product {
  web: Web;
  database: BenchDatabase;
  people: People;
}

/** Everything that a measurement may use; all of it runs until the last one is done. */
export interface Bench {
  product: Product;
  /** the same on ten times the data, where that was asked for */
  tenfold: Product | undefined;
  /** the bare app */
  baseline: Web;
  pace: Pace;
}

export interface Result {
  /** what was measured, and what it is held against, in words and figures */
  measured: string;
  baseline: string;
  ratio: number;
  target: { atLeast: number } | { atMost: number };
  /** a second condition, or what else is worth knowing */
  note?: string;
  /** false when a second condition is missed */
  alsoMet?: boolean;
}

export interface Measure {
  id: string;
  job: string;
  /** @throws NotMeasured when what it needs is not there */
  run(bench: Bench): Promise<Result>;
}

/** Why there is no figure, in one sentence. */
export class NotMeasured extends Error {}

export const isMet = ({ ratio, target, alsoMet = true }: Result): boolean =>
  alsoMet && ("atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost);
