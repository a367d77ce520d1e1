import { beforeAll, describe, expect, test } from "vitest";
import { EntryQuery, listEntries } from "@/features/credits/list-entries";
import { type Flow, readFlow } from "@/features/statistics/read-flow";
import { type Queue, readQueues } from "@/features/statistics/read-queues";
import { calendarDateInShanghai, daysBetween } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import { forecastQueue, waitingClass } from "@/rules/forecast";
import type { Actor } from "@/server/actor";
import { Forbidden } from "@/server/errors";
import { seed } from "../../factories/demo-city";
import { countOf, demoActor } from "../../factories/demo-statistics";
import { all } from "../../factories/owner";

// The flow of the demo city's entries and its queues against every event and every entry that waits, counted one by one.

const NOW = new Date("2019-12-20T02:00:00Z");
const TODAY = calendarDateInShanghai(NOW);
const FIRST_MONDAY = "2019-09-30";
const OPEN = ["at_school", "at_county", "at_city"];

interface Event {
  entryId: string;
  from: EntryStatus | null;
  to: EntryStatus;
  at: Date;
  schoolId: number;
  countyId: number | null;
}

interface Waiting {
  status: EntryStatus;
  holderId: number;
  since: Date;
  schoolId: number;
  countyId: number | null;
}

let events: Event[];
let waiting: Waiting[];
let city: Actor;
let county: Actor;
let school: Actor;

beforeAll(async () => {
  await seed();
  events = await all<Event>(
    `select v.entry_id as "entryId", v.from_status as "from", v.to_status as "to", v.at, v.school_id as "schoolId",
       v.county_id as "countyId"
     from entry_events v join credit_entries e on e.id = v.entry_id where not e.with_roster order by v.at`,
  );
  const untrue = "entry_events v join credit_entries e on e.id = v.entry_id where e.with_roster <> v.with_roster";
  expect(await countOf(untrue)).toBe(0);
  waiting = await all<Waiting>(
    `select status, holder_id as "holderId", waiting_since as since, school_id as "schoolId", county_id as "countyId"
     from credit_entries where holder_id is not null and not with_roster`,
  );
  city = await demoActor("city", "city1");
  county = await demoActor("county", "yuanyang1");
  school = await demoActor("school", "zhanghui");
}, 180_000);

type Placed = Pick<Event, "schoolId" | "countyId">;
const places = (): [Actor, (row: Placed) => boolean][] => [
  [city, () => true],
  [county, ({ countyId }) => countyId === county.organisationId],
  [school, ({ schoolId }) => schoolId === school.organisationId],
];

const isOpen = (status: EntryStatus | null) => status !== null && OPEN.includes(status);

test("the flow is every event of twelve weeks that began or ended an entry's waiting, and what waits now", async () => {
  for (const [actor, mine] of places()) {
    const weeks = Array.from({ length: 12 }, () => ({ arrived: 0, posted: 0, returned: 0, refused: 0, withdrawn: 0 }));
    for (const { from, to, at, ...place } of events.filter(mine)) {
      void place;
      const week = weeks[Math.floor(daysBetween(FIRST_MONDAY as never, calendarDateInShanghai(at)) / 7)];
      if (!week || isOpen(from) === isOpen(to)) continue;
      week[isOpen(to) ? "arrived" : (to as "posted")] += 1;
    }
    const flow = await readFlow(actor, NOW);
    expect(flow.weeks[0]?.monday).toBe(FIRST_MONDAY);
    expect(flow.weeks[11]?.monday).toBe("2019-12-16");
    expect(flow.weeks.map(({ monday: _, decided: __, ...week }) => week)).toEqual(weeks);
    for (const week of flow.weeks)
      expect(week.decided).toBe(week.posted + week.returned + week.refused + week.withdrawn);
    expect(flow.waiting).toEqual(waitingNow(mine));
  }
  const total = (flow: Flow, what: "arrived" | "decided") => flow.weeks.reduce((sum, week) => sum + week[what], 0);
  const ofCity = await readFlow(city, NOW);
  expect(total(ofCity, "arrived")).toBeGreaterThan(50);
  expect(total(ofCity, "decided")).toBeGreaterThan(50);
});

test("the list behind a week's column is every entry that arrived, or was decided, in that week, once; and a queue's list what waits with it", async () => {
  const listed = async (actor: Actor, query: Record<string, string>) =>
    (await listEntries(actor, EntryQuery.parse(query), 5_000)).entries.map(({ id }) => id).sort();
  for (const [actor, mine] of places())
    for (const monday of [FIRST_MONDAY, "2019-10-14", "2019-12-16"]) {
      const inWeek = events.filter((event) => {
        const day = daysBetween(monday as never, calendarDateInShanghai(event.at));
        return mine(event) && day >= 0 && day < 7 && isOpen(event.from) !== isOpen(event.to);
      });
      const idsOf = (arrived: boolean) =>
        [...new Set(inWeek.filter(({ to }) => isOpen(to) === arrived).map(({ entryId }) => entryId))].sort();
      expect(await listed(actor, { week: monday, move: "arrived" })).toEqual(idsOf(true));
      expect(await listed(actor, { week: monday, move: "decided" })).toEqual(idsOf(false));
    }
  const [first] = (await readQueues(city, NOW)).counties;
  expect(await listed(city, { holder: String(first?.holderId) })).toHaveLength(first?.waiting ?? 0);
  expect(await listed(city, { week: "no week" })).toEqual(await listed(city, {}));
});

function waitingNow(mine: (row: Placed) => boolean): Flow["waiting"] {
  const at = (status: EntryStatus) => waiting.filter((row) => mine(row) && row.status === status).length;
  return { school: at("at_school"), county: at("at_county"), city: at("at_city") };
}

/** What came to a holder's step and left it within four weeks, one event after the other. */
function paceOf({ kind, holderId }: Queue): { arrived: number; decided: number } {
  const here = (status: EntryStatus | null, { schoolId, countyId }: Placed) =>
    status === `at_${kind}` && (kind === "city" || holderId === (kind === "school" ? schoolId : countyId));
  const recent = events.filter(({ at }) => daysBetween(calendarDateInShanghai(at), TODAY) < 28);
  return {
    arrived: recent.filter((event) => here(event.to, event)).length,
    decided: recent.filter((event) => here(event.from, event)).length,
  };
}

function expectQueue(queue: Queue, mine: (row: Placed) => boolean): void {
  const rows = waiting.filter((row) => row.holderId === queue.holderId && mine(row));
  const byAge = [0, 0, 0, 0];
  for (const { since } of rows) {
    const age = waitingClass(daysBetween(calendarDateInShanghai(since), TODAY));
    byAge[age] = (byAge[age] ?? 0) + 1;
  }
  const oldest = Math.min(...rows.map(({ since }) => since.getTime()));
  expect(queue).toMatchObject({ waiting: rows.length, byAge, since: new Date(oldest) });
}

describe("the queues", () => {
  test("of the city are all that wait, each by age, with its pace of four weeks and where that leads", async () => {
    const queues = await readQueues(city, NOW);
    expect(queues.deadline).toEqual({ source: "degree", lastDay: "2020-01-10", daysLeft: 21 });
    const told = [...(queues.city ? [queues.city] : []), ...queues.counties, ...queues.schools];
    for (const queue of told) {
      expectQueue(queue, () => true);
      const pace = paceOf(queue);
      expect(queue.pace, queue.name).toEqual(pace);
      expect(queue.forecast).toEqual(forecastQueue({ waiting: queue.waiting, ...pace }, TODAY, "2020-01-10" as never));
    }
    const holders = (kind: EntryStatus) =>
      new Set(waiting.filter(({ status }) => status === kind).map(({ holderId }) => holderId)).size;
    expect(queues.counties).toHaveLength(holders("at_county"));
    expect(queues.schoolsWaiting).toBe(holders("at_school"));
    expect(queues.schools).toHaveLength(Math.min(20, queues.schoolsWaiting));
    for (const [index, queue] of queues.schools.entries())
      expect(queue.since?.getTime()).toBeGreaterThanOrEqual(queues.schools[index - 1]?.since?.getTime() ?? 0);
  });

  test("of a county are its own and its schools', and above it its own entries without a forecast", async () => {
    const mine = ({ countyId }: Placed) => countyId === county.organisationId;
    const queues = await readQueues(county, NOW);
    expect(queues.counties.map(({ holderId }) => holderId)).toEqual([county.organisationId]);
    for (const queue of [...queues.counties, ...queues.schools]) {
      expectQueue(queue, mine);
      expect(queue.pace).toEqual(paceOf(queue));
    }
    expect(queues.schools.length).toBeGreaterThan(0);
    if (!queues.city) throw new Error("something of the county waits at the city");
    expectQueue(queues.city, mine);
    expect(queues.city).toMatchObject({ pace: null, forecast: null });
  });

  test("of a school are its own entries, wherever they wait", async () => {
    const mine = ({ schoolId }: Placed) => schoolId === school.organisationId;
    const queues = await readQueues(school, NOW);
    const told = [...(queues.city ? [queues.city] : []), ...queues.counties, ...queues.schools];
    for (const queue of told) expectQueue(queue, mine);
    expect(told.reduce((sum, queue) => sum + queue.waiting, 0)).toBe(waiting.filter(mine).length);
    expect(queues.schools.every(({ holderId }) => holderId === school.organisationId)).toBe(true);
    for (const queue of queues.counties) expect(queue.forecast).toBeNull();
  });

  test("and the flow are read by nobody who has no teachers", async () => {
    for (const actor of [await demoActor("teacher"), await demoActor("host")]) {
      await expect(readQueues(actor, NOW)).rejects.toThrow(Forbidden);
      await expect(readFlow(actor, NOW)).rejects.toThrow(Forbidden);
    }
  });
});
