import type { EntryStatus, Step } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";
import type { InventedCredit } from "./credits";
import type { City, School } from "./places";
import type { Random } from "./random";

/** One event of an entry, by whom, in which role, for which organisation. */
export interface InventedEvent {
  seq: number;
  action: "declare" | "register" | "record" | "approve";
  fromStatus: EntryStatus | null;
  toStatus: EntryStatus;
  by: Doer;
  at: number;
}

export interface Doer {
  accountId: number;
  role: Role;
  organisationId: number;
}

const DAY = 86_400_000;
/** What waits was brought in the last weeks before the measured cities' today, 2019-12-20. */
const WAITING_SINCE = Date.parse("2019-11-01T00:00:00Z");
const WAITING_DAYS = 45;

/** Tells an entry's life: registered, then one approval for each step that is done. */
export function tellHistory(
  credit: InventedCredit,
  teacherId: number,
  school: School,
  city: City,
  random: Random,
): InventedEvent[] {
  const waits = credit.decided < credit.route.length;
  let at = waits
    ? WAITING_SINCE + random.between(0, WAITING_DAYS * DAY)
    : Date.parse(`${credit.endedOn}T00:00:00Z`) + random.between(DAY, 8 * DAY);
  const first: InventedEvent = {
    seq: 1,
    action: credit.source === "self_run" ? "record" : credit.registrar === "teacher" ? "declare" : "register",
    fromStatus: null,
    toStatus: statusAfter(credit, 0),
    by: registrarOf(credit, teacherId, school, city),
    at,
  };
  const approvals = credit.route.slice(0, credit.decided).map((step, i): InventedEvent => {
    at += random.between(DAY / 24, waits ? DAY : 2 * DAY);
    return {
      seq: i + 2,
      action: "approve",
      fromStatus: statusAfter(credit, i),
      toStatus: statusAfter(credit, i + 1),
      by: deciderOf(step, school, city),
      at,
    };
  });
  return [first, ...approvals];
}

function statusAfter(credit: InventedCredit, steps: number): EntryStatus {
  const step = credit.route[steps];
  if (step) return `at_${step}`;
  return credit.source === "self_run" ? "recorded" : "posted";
}

function registrarOf({ registrar, source }: InventedCredit, teacherId: number, school: School, city: City): Doer {
  switch (registrar) {
    case "teacher":
      return { accountId: teacherId, role: "teacher", organisationId: school.id };
    case "school":
      return { accountId: school.administratorAccountId, role: "school", organisationId: school.id };
    case "platform":
      return { accountId: city.platformAccountId, role: "platform", organisationId: city.bureauId };
    case "host": {
      // The personnel office of the city hosts support teaching (N3.4).
      const county = source === "support_teaching" ? null : school.county;
      return county
        ? { accountId: county.hostAccountId, role: "host", organisationId: county.hostId }
        : { accountId: city.hostAccountId, role: "host", organisationId: city.hostId };
    }
    default:
      return registrar satisfies never;
  }
}

/** The office whose turn a step is. */
export function officeOf(step: Step, school: School, city: City): number {
  return deciderOf(step, school, city).organisationId;
}

function deciderOf(step: Step, school: School, city: City): Doer {
  switch (step) {
    case "school":
      return { accountId: school.administratorAccountId, role: "school", organisationId: school.id };
    case "county":
      if (!school.county) throw new Error(`${school.name} has no county`);
      return { accountId: school.county.staffAccountId, role: "county", organisationId: school.county.id };
    case "city":
      // The second officer decided whatever is decided, so the first may decide on what waits.
      return { accountId: city.staffAccountIds[1], role: "city", organisationId: city.bureauId };
    default:
      return step satisfies never;
  }
}
