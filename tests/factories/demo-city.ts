import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { CalendarDate } from "@/rules/calendar";
import type { DegreeClaim } from "@/rules/degree";
import type { Employment } from "@/rules/duty";
import type { MoocClaim } from "@/rules/mooc";
import type { CreditFact, Posting } from "@/rules/postings";
import type { ClaimContext } from "@/rules/special-credit";
import { all } from "./owner";

/** Fills the database with the demo city, as its command does. */
export async function seed(): Promise<string> {
  const args = ["--conditions=react-server", "--import", "tsx", "prisma/seed/index.ts"];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, BUSINESS_DATE: "2019-12-20" },
  });
  return stdout;
}

export interface Account {
  name: string;
  employments: Employment[];
  postings: Posting[];
  recorded: CreditFact[];
}

/** What a balance is of, read anew from the rows, for every teacher. */
export async function accounts(): Promise<Map<number, Account>> {
  const byTeacher = new Map<number, Account>();
  const of = (teacherId: number) => {
    const account = byTeacher.get(teacherId);
    if (!account) throw new Error(`no teacher ${teacherId}`);
    return account;
  };
  for (const { id, name } of await all<{ id: number; name: string }>("select id, name from teachers"))
    byTeacher.set(id, { name, employments: [], postings: [], recorded: [] });
  for (const row of await all<{ teacherId: number; from: CalendarDate; to: CalendarDate | null }>(
    `select teacher_id as "teacherId", starts_on::text as "from", ends_on::text as "to" from employments order by starts_on`,
  ))
    of(row.teacherId).employments.push(row);
  const columns = `teacher_id as "teacherId", source, year, ended_on::text as "endedOn", halves, training_key as "trainingKey",
    credits_tenths as tenths`;
  for (const row of await all<Posting & { teacherId: number }>(
    `select entry_id as id, seq, reverses_seq as "reversesSeq", ${columns} from ledger_postings order by teacher_id, seq`,
  ))
    of(row.teacherId).postings.push(row);
  for (const row of await all<CreditFact & { teacherId: number }>(
    `select id, ${columns} from credit_entries where status = 'recorded'`,
  ))
    of(row.teacherId).recorded.push(row);
  return byTeacher;
}

/** A claim as it is stored, with what its judgement asks for. */
export interface ClaimRow extends Pick<ClaimContext, "today" | "certificateNumber"> {
  id: string;
  teacherId: number;
  creditsTenths: number;
  kinds: Parameters<ClaimContext["evidenceKinds"]["has"]>[0][];
  mooc: Record<string, unknown> | null;
  degree: Record<string, unknown> | null;
}

/** A row's columns under the names that the rules know. */
const named = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

export const moocOf = (row: Record<string, unknown>) => named(row) as unknown as MoocClaim;
export const degreeOf = (row: Record<string, unknown>) => named(row) as unknown as DegreeClaim;
