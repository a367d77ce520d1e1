import { GENESIS } from "@/ledger/chain";
import { stepOfStatus, superiorStep } from "@/rules/approval";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { Step } from "@/rules/credit-entry";
import { keptYears } from "@/rules/kept-years";
import { moocNeedsAccountCheck } from "@/rules/mooc";
import { defaultPolicy2016 } from "@/rules/policy";
import type { CreditFact } from "@/rules/postings";
import { type Story, statusOf } from "./entries";
import type { Person } from "./people";
import { CITY, type PlaceRow } from "./places";

/** Stories and people as rows of their tables. */

const CYCLE = 1;

const holderOf = (story: Story, bureau: PlaceRow): number | null => {
  const step = stepOfStatus(statusOf(story));
  switch (step) {
    case "school":
      return story.school.id;
    case "county":
      return story.school.county_id;
    case "city":
      return bureau.id;
    case null:
      return null;
    default:
      return step satisfies never;
  }
};

export const entryRows = (stories: readonly Story[], bureau: PlaceRow) =>
  stories.map((story) => {
    const [first] = story.steps;
    const last = story.steps.at(-1);
    if (!first || !last) throw new Error("a story has a step");
    const holder_id = holderOf(story, bureau);
    return {
      ...placeOf(story),
      id: story.id,
      cycle_id: CYCLE,
      source: story.source,
      title: story.title,
      year: story.year,
      ended_on: story.endedOn,
      credits_tenths: story.tenths,
      halves: story.halves,
      training_key: story.trainingKey,
      certificate_key: story.certificateKey,
      certificate_shared: story.shared === "certificate",
      file_shared: story.shared === "file",
      duplicates_waived: false,
      status: last.to,
      route: story.route,
      unreviewed_by_school: story.unreviewedBySchool ?? false,
      holder_id,
      waiting_since: holder_id === null ? null : last.at,
      version: story.steps.length,
      registered_by_account_id: first.account,
      registered_by_role: first.role,
      registered_at: first.at,
      project_id: story.project?.id ?? null,
      host_id: story.project?.host.id ?? null,
      participant_role: story.participant ?? null,
      with_roster: story.project !== undefined,
    };
  });

const placeOf = ({ person, school }: Story) => ({
  city_id: CITY.id,
  teacher_id: person.id,
  school_id: school.id,
  county_id: school.county_id,
});

export const eventRows = (stories: readonly Story[]) =>
  stories.flatMap((story) =>
    story.steps.map((step, index) => ({
      ...placeOf(story),
      entry_id: story.id,
      seq: index + 1,
      action: step.action,
      from_status: story.steps[index - 1]?.to ?? null,
      to_status: step.to,
      account_id: step.account,
      role: step.role,
      organisation_id: step.organisation,
      reason: step.reason ?? null,
      marks: step.marks ?? [],
      at: step.at,
      with_roster: story.project !== undefined,
    })),
  );

export const noteRows = (stories: readonly Story[]) =>
  stories.flatMap((story) =>
    story.steps.flatMap(({ note }, index) =>
      note ? [{ city_id: CITY.id, entry_id: story.id, seq: index + 1, note }] : [],
    ),
  );

/** Who set the reviewer's tick, and who looked into the teacher's account: whose step asks for it (N3.7). */
function confirmedBy({ route, steps, mooc }: Story): { content: number | null; account: number | null } {
  const superior = superiorStep(route);
  const approver = (step: Step) => steps.find(({ action, role }) => action === "approve" && role === step)?.account;
  const [first] = steps;
  const looked = first?.role === "school" ? first.account : approver(route.includes("school") ? "school" : superior);
  return {
    content: approver(superior) ?? null,
    account: mooc && moocNeedsAccountCheck(mooc) ? (looked ?? null) : null,
  };
}

export const moocRows = (stories: readonly Story[]) =>
  stories.flatMap((story) => {
    const { id, mooc } = story;
    const { content, account } = confirmedBy(story);
    return mooc
      ? [
          {
            city_id: CITY.id,
            entry_id: id,
            platform: mooc.platform,
            course_name: mooc.courseName,
            university: mooc.university,
            term: mooc.term,
            finished_on: mooc.finishedOn,
            score_tenths: mooc.scoreTenths,
            real_name: mooc.realName,
            has_certificate: mooc.hasCertificate,
            certificate_number: mooc.certificateNumber,
            certificate_hours_tenths: mooc.certificateHoursTenths,
            account_hours_tenths: mooc.accountHoursTenths,
            course_hours_tenths: mooc.courseHoursTenths,
            content_confirmed_by: content,
            account_checked_by: account,
          },
        ]
      : [];
  });

export const degreeRows = (stories: readonly Story[]) =>
  stories.flatMap(({ id, degree }) =>
    degree
      ? [
          {
            city_id: CITY.id,
            entry_id: id,
            former_level: degree.formerLevel,
            new_level: degree.newLevel,
            institution: degree.institution,
            major: degree.major,
            graduated_on: degree.graduatedOn,
            diploma_number: degree.diplomaNumber,
          },
        ]
      : [],
  );

interface PostingRow extends ReturnType<typeof placeOf> {
  at: string;
  reverses: boolean;
  story: Story;
  event_seq: number;
}

/** The postings of every story, in the order in which they were made; a revoked one has its reversal. */
function postings(stories: readonly Story[]): PostingRow[] {
  return stories
    .flatMap((story) =>
      story.steps.flatMap((step, index) => {
        if (step.to !== "posted" && step.to !== "revoked") return [];
        return [{ ...placeOf(story), at: step.at, reverses: step.to === "revoked", story, event_seq: index + 1 }];
      }),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Rows of the ledger without the chain's own columns, which its trigger fills in. */
export function postingRows(stories: readonly Story[]) {
  const length = new Map<number, number>();
  const placeInChain = new Map<string, number>();
  return postings(stories).map(({ story, at, reverses, event_seq, ...place }) => {
    const seq = (length.get(place.teacher_id) ?? 0) + 1;
    length.set(place.teacher_id, seq);
    if (!reverses) placeInChain.set(story.id, seq);
    return {
      ...place,
      cycle_id: CYCLE,
      // The ledger's trigger gives it its place.
      seq: 0,
      entry_id: story.id,
      event_seq,
      source: story.source,
      year: story.year,
      ended_on: story.endedOn,
      halves: story.halves,
      training_key: story.trainingKey,
      credits_tenths: reverses ? -story.tenths : story.tenths,
      reverses_seq: reverses ? (placeInChain.get(story.id) ?? null) : null,
      posted_at: at,
      prev_hash: "\\x",
      hash: "\\x",
    };
  });
}

/** Everybody's balance, as the rules have it of what is posted. */
export function balanceRows(persons: readonly Person[], stories: readonly Story[]) {
  const facts = new Map<number, CreditFact[]>();
  for (const story of stories) {
    if (statusOf(story) !== "posted") continue;
    const { id, source, year, tenths, trainingKey, halves } = story;
    const endedOn = story.endedOn === null ? null : calendarDate(story.endedOn);
    const own = facts.get(story.person.id) ?? [];
    own.push({ id, source, year, tenths, endedOn, trainingKey, halves });
    facts.set(story.person.id, own);
  }
  return persons.map((person) => {
    const balance = computeBalance(defaultPolicy2016, person.employments, facts.get(person.id) ?? []);
    const years = keptYears(defaultPolicy2016, balance);
    return {
      city_id: CITY.id,
      teacher_id: person.id,
      cycle_id: CYCLE,
      school_id: person.school.id,
      county_id: person.school.county_id,
      policy_version: 1,
      required_total_tenths: balance.requiredTotalTenths,
      required_online_tenths: balance.requiredOnlineTenths,
      total_tenths: balance.totalTenths,
      online_tenths: balance.onlineTenths,
      online_met_tenths: balance.onlineMetTenths,
      complete: balance.complete,
      year_total_tenths: years.yearTotalTenths,
      year_online_met_tenths: years.yearOnlineMetTenths,
      duty_years: years.dutyYears,
      duty_bits: years.dutyBits,
      total_reached_bits: years.totalReachedBits,
      online_reached_bits: years.onlineReachedBits,
      head_seq: 0,
      head_hash: `\\x${GENESIS.toString("hex")}`,
    };
  });
}
