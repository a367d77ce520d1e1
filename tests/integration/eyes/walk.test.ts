import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { closeCycle } from "@/features/cycles/close-cycle";
import { makeCycle } from "@/features/cycles/make-cycle";
import { changeOrganisation } from "@/features/organisations/change-organisation";
import { mergeSchool } from "@/features/organisations/merge-school";
import { ChangeInput, MergeInput as MergingSchools } from "@/features/organisations/organisation-input";
import { addTeacher } from "@/features/people/add-teacher";
import { answerTransfer } from "@/features/people/answer-transfer";
import { askTransfer, TransferInput } from "@/features/people/ask-transfer";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { MergeInput, mergeTeachers } from "@/features/people/merge-teachers";
import { nextCyclePolicy } from "@/rules/cycles";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";
import { policyValues } from "@/rules/policy-fields";
import type { Actor } from "@/server/actor";
import { NotFound } from "@/server/errors";
import { askCertificate } from "../../factories/certificates";
import { aKeptPolicy, doWork } from "../../factories/cycles";
import { ledgerFaults } from "../../factories/ledger";
import { all, one } from "../../factories/owner";
import { settled } from "../../factories/settled";
import { anIdNumber, newTeacher } from "../../factories/teachers";
import { anActor, aWorld, type Place, type World } from "../../factories/world";

// Whatever people do with people, places, policies and credits, one after the other: after each step every balance is what the rules
// say, every chain is whole, every open balance stands where its teacher does, and a certificate is valid just as long as nothing
// of the ledger that it attests was taken back.

const NOW = new Date("2021-02-10T10:00:00+08:00");
const STEPS = 60;

/** A small generator, so that a seed tells all (mulberry32). */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

interface Person {
  id: number;
  schoolId: number;
  onPost: boolean;
  merged: boolean;
}

class Walk {
  readonly told: string[] = [];
  private readonly administrators = new Map<number, Actor>();
  private readonly documents = new Map<number, string>();
  private policy: CyclePolicy = defaultPolicy2016;
  private closed = false;

  constructor(
    private readonly world: World,
    private readonly of: (below: number) => number,
  ) {}

  private pick<T>(list: readonly T[]): T | undefined {
    return list[this.of(list.length)];
  }

  private people(): Promise<Person[]> {
    return all<Person>(
      `select t.id, t.school_id as "schoolId", t.merged_into_id is not null as merged,
         exists (select 1 from employments m where m.teacher_id = t.id and m.ends_on is null) as "onPost"
       from teachers t where t.city_id = $1 order by t.id`,
      [this.world.cityId],
    );
  }

  private schools(): Promise<Place[]> {
    return all<Place>(
      `select id, name, county_id as "countyId" from organisations where city_id = $1 and kind = 'school' and closed_on is null order by id`,
      [this.world.cityId],
    );
  }

  private async administratorOf(schoolId: number): Promise<Actor> {
    const known = this.administrators.get(schoolId);
    if (known) return known;
    const place = await one<Place>(`select id, name, county_id as "countyId" from organisations where id = $1`, [
      schoolId,
    ]);
    const made = await anActor(this.world.cityId, "school", place);
    this.administrators.set(schoolId, made);
    return made;
  }

  private day = () =>
    `${2016 + this.of(5)}-${String(1 + this.of(12)).padStart(2, "0")}-${String(1 + this.of(28)).padStart(2, "0")}`;

  private readonly deeds: Record<string, () => Promise<unknown>> = {
    hire: async () => {
      const school = this.pick(await this.schools());
      if (!school) return null;
      const identity = anIdNumber();
      const hired = await addTeacher(
        await this.administratorOf(school.id),
        newTeacher({ identity, hiredOn: this.day() }),
        NOW,
      );
      if (hired.ok) this.documents.set(hired.value.teacherId, identity);
      return hired;
    },
    back: async () => {
      const gone = this.pick((await this.people()).filter(({ onPost, id }) => !onPost && this.documents.has(id)));
      const school = this.pick(await this.schools());
      if (!gone || !school) return null;
      const identity = this.documents.get(gone.id) ?? "";
      return addTeacher(
        await this.administratorOf(school.id),
        newTeacher({ identity, hiredOn: this.of(2) ? this.day() : "2021-01-20", again: "on" }),
        NOW,
      );
    },
    leave: async () => {
      const person = this.pick((await this.people()).filter(({ onPost }) => onPost));
      if (!person) return null;
      const input = EndInput.parse({ teacherId: person.id, how: "left", leavingDay: this.day() });
      return endEmployment(await this.administratorOf(person.schoolId), input, NOW);
    },
    transfer: async () => {
      const person = this.pick((await this.people()).filter(({ onPost }) => onPost));
      const to = this.pick((await this.schools()).filter(({ id }) => id !== person?.schoolId));
      if (!person || !to) return null;
      const transferId = randomUUID();
      const input = { transferId, teacherId: person.id, toSchool: to.id, leavingDay: this.day() };
      const asked = await askTransfer(await this.administratorOf(person.schoolId), TransferInput.parse(input), NOW);
      if (!asked.ok) return asked;
      return answerTransfer(await this.administratorOf(to.id), { transferId, answer: "accept", note: null }, NOW);
    },
    credit: async () => {
      const person = this.pick((await this.people()).filter(({ merged }) => !merged));
      if (!person || this.closed) return null;
      const school = await one<Place>(`select id, name, county_id as "countyId" from organisations where id = $1`, [
        person.schoolId,
      ]);
      const source = this.pick(["mooc", "online", "commissioned", "degree", "opening", "support_teaching"] as const);
      return settled(this.world, person.id, school, [
        {
          source: source ?? "mooc",
          endedOn: this.day(),
          tenths: source === "degree" ? 3600 : source === "online" ? 160 : 360,
          ...(source === "support_teaching" && { halves: 1 as const }),
        },
      ]);
    },
    revoke: async () => {
      const entry = this.pick(
        await all<{ id: string; version: number }>(
          "select id, version from credit_entries where city_id = $1 and status = 'posted' order by id",
          [this.world.cityId],
        ),
      );
      if (!entry) return null;
      const input = { entryId: entry.id, version: entry.version, reason: "posted-in-error", note: "登记有误" };
      return revokeEntry(this.world.secondCityOfficer, input, NOW);
    },
    superior: async () => {
      const school = this.pick(await this.schools());
      const county = this.pick([this.world.county.id, this.world.otherCounty.id, null]);
      if (!school) return null;
      const now = await one<{ code: string; stage: string }>("select code, stage from organisations where id = $1", [
        school.id,
      ]);
      const input = ChangeInput.parse({
        ...{ placeId: school.id, placeName: school.name, code: now.code, stage: now.stage },
        ...{ county: county === null ? "direct" : String(county), day: "2021-02-01", why: "x" },
      });
      return changeOrganisation(this.world.cityOfficer, input, NOW);
    },
    mergeSchools: async () => {
      const schools = await this.schools();
      if (schools.length < 3 || this.of(3)) return null;
      const [from, into] = [this.pick(schools), this.pick(schools)];
      const input = { placeId: from?.id, into: into?.id, day: "2021-02-01", why: "x", sure: "on" };
      return mergeSchool(this.world.cityOfficer, MergingSchools.parse(input), NOW);
    },
    mergeRecords: async () => {
      const people = (await this.people()).filter(({ merged }) => !merged);
      const kept = this.pick(people);
      const merged =
        this.pick(people.filter(({ id, schoolId }) => id !== kept?.id && schoolId === kept?.schoolId)) ?? kept;
      const input = { keptId: kept?.id, mergedId: merged?.id, mergeReason: "重复建档", sure: "on" };
      return mergeTeachers(this.world.cityOfficer, MergeInput.parse(input), NOW);
    },
    policy: async () => {
      if (this.closed || this.of(3)) return null;
      const next: CyclePolicy = {
        ...defaultPolicy2016,
        online: { ...defaultPolicy2016.online, makeUp: this.of(2) === 1 },
        degree: { ...defaultPolicy2016.degree, coversOnline: this.of(2) === 1 },
        annualCaps: this.of(2) ? { mooc: 100 + this.of(500) } : {},
      };
      if (JSON.stringify(next) === JSON.stringify(this.policy)) return null;
      this.policy = next;
      return aKeptPolicy(this.world.cityOfficer, next, this.world.cycleId, NOW);
    },
    certificate: async () => {
      const complete = await all<{ id: number }>(
        "select teacher_id as id from balances where cycle_id = $1 and complete",
        [this.world.cycleId],
      );
      const person = this.pick(
        (await this.people()).filter(
          ({ merged, id }) => !merged && (this.of(4) === 0 || complete.some((one) => one.id === id)),
        ),
      );
      if (!person) return null;
      const school = await one<Place>("select id, name from organisations where id = $1", [person.schoolId]);
      const actor = await anActor(this.world.cityId, "teacher", school, { teacherId: person.id });
      // Who came after the cycle was closed has none in it.
      return askCertificate(actor, this.world.cycleId, {}, NOW).catch((error: unknown) => {
        if (this.closed && error instanceof NotFound) return null;
        throw error;
      });
    },
    nextCycle: async () => {
      const cycles = await all("select 1 from cycles where city_id = $1", [this.world.cityId]);
      if (cycles.length > 1) return null;
      const input = { fromCycleId: this.world.cycleId, name: "2021-2025 周期", reason: "x" };
      const values = policyValues(nextCyclePolicy(defaultPolicy2016));
      const made = await makeCycle(this.world.cityOfficer, { ...input, values }, NOW);
      await doWork(this.world.cityId);
      return made;
    },
    close: async () => {
      if (this.closed || this.of(15)) return null;
      const done = await closeCycle(this.world.cityOfficer, { cycleId: this.world.cycleId, reason: "x" }, NOW);
      this.closed = done.ok;
      return done;
    },
  };

  async step(): Promise<void> {
    const name = this.pick(Object.keys(this.deeds)) ?? "hire";
    const outcome = await this.deeds[name]?.();
    if (outcome !== null) this.told.push(`${name} ${JSON.stringify(outcome).slice(0, 160)}`);
  }
}

test.each([1, 2, 28])("a walk through everything that moves people and credits, seed %i", async (seed) => {
  const world = await aWorld();
  const walk = new Walk(world, chance(seed));
  for (let step = 0; step < STEPS; step += 1) {
    await walk.step();
    const last = walk.told.slice(-6).join("\n");
    expect(await ledgerFaults(), last).toEqual([]);
    expect(
      await all(
        `select b.teacher_id from balances b join teachers t on t.city_id = b.city_id and t.id = b.teacher_id
         join cycles c on c.city_id = b.city_id and c.id = b.cycle_id and c.closed_at is null
         where b.city_id = $1 and (b.school_id, b.county_id) is distinct from (t.school_id, t.county_id)`,
        [world.cityId],
      ),
      last,
    ).toEqual([]);
    expect(
      await all(
        `select f.id from certificates f where f.city_id = $1 and (f.revoked_at is null) = exists (select 1 from ledger_postings p
           where p.city_id = f.city_id and p.teacher_id = f.teacher_id and p.cycle_id = f.cycle_id and p.seq > f.head_seq
             and p.reverses_seq is not null)`,
        [world.cityId],
      ),
      last,
    ).toEqual([]);
  }
});
