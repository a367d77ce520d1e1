import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import { keptYears } from "@/rules/kept-years";
import { defaultPolicy2016 } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";
import { certificateKeyOf } from "@/rules/special-credit";
import type { Emit, InventedTeacher } from "./city-rows";
import { type InventedCredit, inventCredits } from "./credits";
import { type InventedEvent, officeOf, tellHistory } from "./history";
import type { City } from "./places";
import { uuidAt } from "./random";

interface Told {
  id: string;
  credit: InventedCredit;
  events: InventedEvent[];
  last: InventedEvent;
}

const iso = (instant: number) => new Date(instant).toISOString();

/** All entries of a teacher with claims, events and postings, and the balance that the rules make of them. */
export function emitCredits(city: City, teacher: InventedTeacher, emit: Emit): void {
  const { id, school, county, fromYear, random } = teacher;
  const told = inventCredits({ id, fromYear, underCounty: county !== null }, random).map((credit): Told => {
    const events = tellHistory(credit, id, school, city, random);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) throw new Error("an entry has its first event");
    return { id: uuidAt(first.at, random), credit, events, last };
  });
  for (const entry of told) emitEntry(city, teacher, entry, emit);
  const posted = told.filter(({ last }) => last.toStatus === "posted").sort((a, b) => a.last.at - b.last.at);
  const postings = posted.map((entry, i) => emitPosting(city, teacher, entry, i + 1, emit));
  emitBalance(city, teacher, postings, emit);
}

const placeOf = ({ id }: City, { id: teacher, school, county }: InventedTeacher) => ({
  ...{ city_id: id, teacher_id: teacher, school_id: school.id, county_id: county?.id ?? null },
});

function emitEntry(city: City, teacher: InventedTeacher, { id, credit, events, last }: Told, emit: Emit): void {
  const place = placeOf(city, teacher);
  const next = credit.route[credit.decided];
  const [first] = events as [InventedEvent];
  const printed = credit.mooc?.certificateNumber ?? credit.degree?.diplomaNumber;
  emit("credit_entries", {
    ...{ ...place, id, cycle_id: city.id, source: credit.source, title: credit.title, year: credit.year },
    ...{
      ended_on: credit.endedOn,
      credits_tenths: credit.tenths,
      halves: credit.halves,
      training_key: credit.trainingKey,
    },
    ...{ certificate_key: printed ? certificateKeyOf(printed) : null, status: last.toStatus, route: credit.route },
    ...{ holder_id: next ? officeOf(next, teacher.school, city) : null, waiting_since: next ? iso(last.at) : null },
    ...{ version: last.seq, registered_by_account_id: first.by.accountId, registered_by_role: first.by.role },
    registered_at: iso(first.at),
  });
  for (const event of events)
    emit("entry_events", {
      ...{ ...place, entry_id: id, seq: event.seq, action: event.action, from_status: event.fromStatus },
      ...{ to_status: event.toStatus, account_id: event.by.accountId, role: event.by.role },
      ...{ organisation_id: event.by.organisationId, marks: [], at: iso(event.at) },
    });
  emitClaim(city, teacher, id, credit, emit);
  if (next) emitScan(city, teacher, id, first, emit);
}

function emitClaim(city: City, { school }: InventedTeacher, entryId: string, credit: InventedCredit, emit: Emit): void {
  const { mooc, degree } = credit;
  const key = { city_id: city.id, entry_id: entryId };
  if (mooc)
    emit("mooc_claims", {
      ...{
        ...key,
        platform: mooc.platform,
        course_name: mooc.courseName,
        university: mooc.university,
      },
      ...{ term: mooc.term, finished_on: credit.endedOn, score_tenths: mooc.scoreTenths, real_name: true },
      ...{ has_certificate: true, certificate_number: mooc.certificateNumber, certificate_hours_tenths: credit.tenths },
      content_confirmed_by: credit.decided > 0 ? school.administratorAccountId : null,
    });
  if (degree)
    emit("degree_claims", {
      ...{
        ...key,
        former_level: "associate",
        new_level: "bachelor",
        institution: degree.institution,
        major: degree.major,
      },
      ...{ graduated_on: credit.endedOn, diploma_number: degree.diplomaNumber },
    });
}

/** Only what waits has a scan: on what is posted none is opened here. */
function emitScan(city: City, { random }: InventedTeacher, entryId: string, first: InventedEvent, emit: Emit): void {
  const id = uuidAt(first.at, random);
  emit("evidence_files", {
    ...{
      city_id: city.id,
      id,
      claim_id: entryId,
      kind: "certificate",
      original_name: "证书.jpg",
      media_type: "image/jpeg",
    },
    ...{ byte_length: random.between(100_000, 900_000), sha256: Buffer.from(random.hex(64), "hex"), storage_key: id },
    ...{ width: 1600, height: 1200, uploaded_by: first.by.accountId, uploaded_at: iso(first.at) },
  });
}

function emitPosting(
  city: City,
  teacher: InventedTeacher,
  { id, credit, last }: Told,
  seq: number,
  emit: Emit,
): Posting {
  emit("unchained_postings", {
    ...{ ...placeOf(city, teacher), cycle_id: city.id, seq, entry_id: id, event_seq: last.seq, source: credit.source },
    ...{ year: credit.year, ended_on: credit.endedOn, halves: credit.halves, training_key: credit.trainingKey },
    ...{ credits_tenths: credit.tenths, posted_at: iso(last.at) },
  });
  return {
    ...{
      seq,
      id,
      source: credit.source,
      year: credit.year,
      endedOn: credit.endedOn,
      halves: credit.halves,
    },
    ...{ trainingKey: credit.trainingKey, tenths: credit.tenths, reversesSeq: null },
  };
}

function emitBalance(city: City, teacher: InventedTeacher, postings: Posting[], emit: Emit): void {
  const employments = [{ from: calendarDate(teacher.startsOn), to: null }];
  const balance = computeBalance(defaultPolicy2016, employments, netFacts(postings));
  const years = keptYears(defaultPolicy2016, balance);
  emit("balances", {
    ...{ ...placeOf(city, teacher), cycle_id: city.id, policy_version: 1 },
    ...{ required_total_tenths: balance.requiredTotalTenths, required_online_tenths: balance.requiredOnlineTenths },
    ...{
      total_tenths: balance.totalTenths,
      online_tenths: balance.onlineTenths,
      online_met_tenths: balance.onlineMetTenths,
    },
    ...{ complete: balance.complete, year_total_tenths: years.yearTotalTenths },
    ...{ year_online_met_tenths: years.yearOnlineMetTenths, duty_years: years.dutyYears, duty_bits: years.dutyBits },
    ...{ total_reached_bits: years.totalReachedBits, online_reached_bits: years.onlineReachedBits },
    // The head follows from the chain.
    ...{ head_seq: 0, head_hash: GENESIS },
  });
}

const GENESIS = Buffer.alloc(32);
