import type { MessageKind } from "@/rules/message-kinds";

/** Of what the words of a message are made: numbers as they are, everything else in words already; empty where it has none. */
export interface Told {
  title: string;
  /** Whose credit it is; null where it is the reader's own, or nobody's. */
  teacher: string | null;
  credits: string;
  reason: string | null;
  source: string;
  action: string | null;
  turn: "recalled" | "corrected" | null;
  entries: number;
  participants: number;
  number: number;
  days: number;
  waiting: number;
  lastDay: string;
  /** The years of a round, the days of an absence. */
  from: string;
  to: string;
}

export type ToldWords = Record<MessageKind, (told: Told) => string>;
