import { beforeEach, describe, expect, test } from "vitest";
import { type ChainedPosting, postingHash } from "@/ledger/chain";
import { checkBalances } from "@/ledger/check-balances";
import { type LedgerFault, verifyAllChains } from "@/ledger/verify-chains";
import { moocFields } from "../factories/claims";
import { all, one, owner } from "../factories/owner";
import { aDeclaredMooc, CONTENT, decide } from "../factories/routes";
import { aWorld, type World } from "../factories/world";

let world: World;

/** A chain of four postings. */
beforeEach(async () => {
  world = await aWorld();
  for (let course = 1; course <= 4; course += 1) {
    const id = await aDeclaredMooc(world.teacher, moocFields({ courseName: `课程${course}` }));
    await decide(world.administrator, id);
    await decide(world.countyOfficer, id, CONTENT);
    await decide(world.cityOfficer, id);
  }
});

async function faults(): Promise<string[]> {
  const found: LedgerFault[] = [];
  await verifyAllChains(await owner(), (fault) => found.push(fault));
  return found
    .filter(({ teacherId }) => teacherId === world.teacherId)
    .map(({ fault }) => `${fault.kind} ${fault.seq}`);
}

/** What only somebody with the database in their hands could do. */
async function tamper(statement: string): Promise<void> {
  const admin = await owner();
  await admin.query("set session_replication_role = replica");
  await admin.query(statement, [world.teacherId]);
  await admin.query("set session_replication_role = origin");
}

describe("the chain of a teacher's postings", () => {
  test("is whole, and its hashes are what the program computes by itself", async () => {
    expect(await faults()).toEqual([]);
    const [posting] = await all<ChainedPosting>(
      `select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", seq, school_id as "schoolId",
         county_id as "countyId", entry_id as "entryId", event_seq as "eventSeq", source, year,
         to_char(ended_on, 'YYYY-MM-DD') as "endedOn", halves, training_key as "trainingKey",
         credits_tenths as "creditsTenths", reverses_seq as "reversesSeq", posted_at as "postedAt", prev_hash as "prevHash", hash
       from ledger_postings where teacher_id = $1 order by seq`,
      [world.teacherId],
    );
    if (!posting) throw new Error("no posting");
    expect(postingHash(posting).equals(Buffer.from(posting.hash))).toBe(true);
  });

  test.each([
    [
      "a changed amount",
      "update ledger_postings set credits_tenths = 9999 where teacher_id = $1 and seq = 2",
      ["changed 2"],
    ],
    ["a deleted one in the middle", "delete from ledger_postings where teacher_id = $1 and seq = 2", ["missing 2"]],
    ["one cut off the end", "delete from ledger_postings where teacher_id = $1 and seq = 4", ["cut-off 4"]],
    [
      "all cut off",
      "delete from ledger_postings where teacher_id = $1",
      ["cut-off 1", "cut-off 2", "cut-off 3", "cut-off 4"],
    ],
    [
      "one rewritten with a right hash of its own",
      `update ledger_postings p set credits_tenths = 10, hash = posting_hash(row(p.city_id, p.teacher_id, p.cycle_id, p.seq, p.school_id,
        p.county_id, p.entry_id, p.event_seq, p.source, p.year, p.ended_on, p.halves, p.training_key, 10, p.reverses_seq,
        p.posted_at, p.prev_hash, p.hash)::ledger_postings) where teacher_id = $1 and seq = 2`,
      ["relinked 3"],
    ],
    ["a head that was set back", "update balances set head_seq = 3 where teacher_id = $1", ["beyond-head 4"]],
    ["a head of another hash", "update balances set head_hash = sha256('x') where teacher_id = $1", ["head-differs 4"]],
  ])("%s is found and named", async (_, statement, expected) => {
    await tamper(statement);
    expect(await faults()).toEqual(expected);
  });

  test("every balance is what the rules say of the ledger; one that isn't is named", async () => {
    const differing = async () => {
      const teachers: number[] = [];
      await checkBalances(await owner(), ({ teacherId }) => teachers.push(teacherId));
      return teachers.filter((teacherId) => teacherId === world.teacherId);
    };
    expect(await differing()).toEqual([]);
    await tamper("update balances set total_tenths = total_tenths + 1 where teacher_id = $1");
    expect(await differing()).toEqual([world.teacherId]);
  });

  test("ledger and events hold no personal data beside keys", async () => {
    const { text } = await one<{ text: string }>(
      "select (select string_agg(p::text, '') from ledger_postings p) || (select string_agg(e::text, '') from entry_events e) as text",
    );
    for (const personal of ["王建国", "1234", "wangjianguo"]) expect(text.includes(`,${personal},`)).toBe(false);
  });
});
