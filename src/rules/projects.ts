import { type CalendarDate, compareDates, yearOf } from "./calendar";
import type { Clause, RuleId } from "./clauses";
import type { CreditSource, EvidenceKind, Step } from "./credit-entry";
import type { Role } from "./permissions";
import { type CyclePolicy, inCycle } from "./policy";
import type { Check, VerdictParams, Violation, ViolationCode } from "./verdict";

export const PROJECT_KINDS = [
  "national",
  "provincial",
  "city",
  "county",
  "department",
  "commissioned",
  "authorised",
  "lecture",
  "support_teaching",
  "self_run",
  "opening",
] as const;
export type ProjectKind = (typeof PROJECT_KINDS)[number];

export const OFFICE_DUTIES = ["research", "technology", "science", "personnel"] as const;
export type OfficeDuty = (typeof OFFICE_DUTIES)[number];

/** The roles that can host a training. */
export type HostRole = Extract<Role, "host" | "county" | "city" | "school">;

interface KindDefinition {
  /** What its credits are in the ledger. */
  source: CreditSource;
  rule: RuleId;
  clause: Clause;
  /** Needs the city's filing before anything is registered (R12). */
  filed: boolean;
  /** Needs the papers of N3.2 (R11). */
  papers: boolean;
  /** Those who teach get credits, too (R13). */
  lecturers: boolean;
}

const plain = { rule: "R1", clause: "N3.1", filed: false, papers: false, lecturers: true } as const;

export const PROJECTS = {
  national: { ...plain, source: "project" },
  provincial: { ...plain, source: "project" },
  city: { ...plain, source: "project" },
  county: { ...plain, source: "project" },
  department: { ...plain, source: "project", rule: "R12", filed: true },
  commissioned: { source: "commissioned", rule: "R11", clause: "N3.2", filed: false, papers: true, lecturers: false },
  authorised: { source: "authorised", rule: "R11", clause: "N3.2", filed: false, papers: true, lecturers: false },
  lecture: { ...plain, source: "lecture", rule: "R13", clause: "N3.6" },
  support_teaching: { ...plain, source: "support_teaching", rule: "R6", clause: "N3.4", lecturers: false },
  self_run: { ...plain, source: "self_run", rule: "R14", clause: "N4", lecturers: false },
  opening: { ...plain, source: "opening", clause: "S", lecturers: false },
} as const satisfies Record<ProjectKind, KindDefinition>;

const DEPARTMENT_KINDS = ["department", "lecture"] as const;

/** Who hosts which kinds: «谁主办、谁审核» (N3.1-N3.6, N4). Opening entries and provincial trainings come by import. */
const HOSTED: Record<Exclude<HostRole, "host"> | OfficeDuty, readonly ProjectKind[]> = {
  city: ["national", "provincial", "city", "authorised", "lecture", "support_teaching", "opening"],
  county: ["county", "authorised", "lecture"],
  school: ["commissioned", "self_run"],
  research: DEPARTMENT_KINDS,
  technology: DEPARTMENT_KINDS,
  science: DEPARTMENT_KINDS,
  personnel: ["support_teaching"],
};

/** The kinds of training that this place can host. */
export function hostedKinds(role: Role, office: OfficeDuty | null): readonly ProjectKind[] {
  switch (role) {
    case "city":
    case "county":
    case "school":
      return HOSTED[role];
    case "host":
      return office === null ? [] : HOSTED[office];
    case "teacher":
    case "platform":
      return [];
    default:
      return role satisfies never;
  }
}

/**
 * Which steps a roster goes through: what a school commissioned by its superior and the city; what others host by the city
 * alone, because the host has reviewed it (N4); what a school runs by itself by nobody, for it counts 0.
 * @param cityDirect of a school's training: its superior is the city
 */
export function routeOfProject(kind: ProjectKind, cityDirect: boolean): Step[] {
  if (kind === "self_run") return [];
  return kind === "commissioned" && !cityDirect ? ["county", "city"] : ["city"];
}

const fold = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cf}|/]+/gu, "");

/**
 * The same training is that of one host, title and first day (R16), whatever width, case or spaces it is written in. What can
 * come by import, too, is known by what the import tells, whichever way it came: else it would be credited once for each.
 * @param project with the year of its credits
 */
export function projectTrainingKey(project: {
  kind: ProjectKind;
  hostId: number;
  title: string;
  startsOn: CalendarDate;
  year: number;
}): string {
  const { kind, year, title } = project;
  if (kind === "national" || kind === "provincial") return provincialTrainingKey(year, title);
  if (kind === "opening") return openingTrainingKey(year, title);
  return `project/${project.hostId}/${project.startsOn}/${fold(project.title)}`;
}

/** The province's export names a training by year and title alone. */
export const provincialTrainingKey = (year: number, title: string): string => `provincial/${year}/${fold(title)}`;

/** What the former bank had posted is known again by year and title. */
export const openingTrainingKey = (year: number, title: string): string => `opening/${year}/${fold(title)}`;

// ------------------------------------------------------------------ the papers of N3.2

/** Needed in any case; beside them the sign-in sheets or the list of participants (R11). */
const PAPERS = ["bureau_consent", "partner_qualification", "agreement", "invoice"] as const satisfies EvidenceKind[];
const ATTENDANCE = ["sign_in_sheets", "participant_list"] as const satisfies EvidenceKind[];

/** The papers that a project of this kind can bring, those that it has to bring first: said before the upload. */
export function papersOf(kind: ProjectKind): { needed: readonly EvidenceKind[]; oneOf: readonly EvidenceKind[] } {
  if (PROJECTS[kind].papers) return { needed: PAPERS, oneOf: ATTENDANCE };
  return { needed: [], oneOf: [] };
}

/** What any project may add. */
export const OTHER_PAPERS = ["notice", "sign_in_sheets", "participant_list"] as const satisfies EvidenceKind[];

// ------------------------------------------------------------------ verdicts

/** What a host says of a training. Hours in tenths. */
export interface ProjectFacts {
  kind: ProjectKind;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hoursTenths: number;
  lecturerHoursTenths: number | null;
  partner: string | null;
  invoiceNumber: string | null;
  documentedCount: number | null;
}

/** No training has more class hours than this: a limit of sense (S). */
export const MOST_HOURS_TENTHS = 10_000;

/** Is what the host says of it in order? Asked whenever it is saved. */
export function judgeProject(policy: CyclePolicy, project: ProjectFacts): Violation[] {
  const { rule, clause, lecturers } = PROJECTS[project.kind];
  const violations: Violation[] = [];
  const refuse = (code: ViolationCode, field: string, more: Partial<Violation> = {}) =>
    violations.push({ rule: null, clause: "S", code, field, ...more });
  if (compareDates(project.endsOn, project.startsOn) < 0) refuse("ends-before-it-starts", "endsOn");
  if (!inCycle(policy, yearOf(project.endsOn)))
    refuse("outside-cycle", "endsOn", { rule: "R15", clause: "S", params: { ...policy.cycle } });
  const byHalfYears = project.kind === "support_teaching";
  if (!byHalfYears) {
    if (project.hoursTenths <= 0) refuse("hours-not-positive", "hours", { rule, clause });
    if (project.hoursTenths > MOST_HOURS_TENTHS)
      refuse("hours-too-many", "hours", { params: { mostTenths: MOST_HOURS_TENTHS } });
  }
  if (project.lecturerHoursTenths !== null) {
    if (!lecturers) refuse("no-lecturers-here", "lecturerHours", { rule, clause });
    else if (project.lecturerHoursTenths <= 0) refuse("hours-not-positive", "lecturerHours", { rule, clause });
    else if (project.lecturerHoursTenths > MOST_HOURS_TENTHS)
      refuse("hours-too-many", "lecturerHours", { params: { mostTenths: MOST_HOURS_TENTHS } });
  }
  return violations;
}

/** What its roster and papers say when it is brought to the reviewers. */
export interface SubmissionFacts {
  today: CalendarDate;
  /** The city has filed it (R12). */
  filed: boolean;
  papers: ReadonlySet<EvidenceKind>;
  /** People on the roster. */
  rosterCount: number;
  /** Another project brings the same invoice. */
  invoiceShared: boolean;
}

/** R11, R12: may this roster be brought to the reviewers? Each line is a ✓ or ✗ for them, each ✗ of the host's a violation. */
export function judgeSubmission(
  policy: CyclePolicy,
  project: ProjectFacts,
  facts: SubmissionFacts,
): { violations: Violation[]; checks: Check[] } {
  const { rule, clause, filed, papers } = PROJECTS[project.kind];
  const violations = judgeProject(policy, project);
  const checks: Check[] = [];
  const check = (
    code: Check["code"],
    ok: boolean,
    ground: [RuleId, Clause],
    against: [ViolationCode, string | null][],
  ) => {
    checks.push({ code, ok, rule: ground[0], clause: ground[1] });
    if (ok) return;
    for (const [violation, field] of against)
      violations.push({ rule: ground[0], clause: ground[1], code: violation, field, ...paramsOf(violation, field) });
  };
  const paramsOf = (code: ViolationCode, field: string | null): { params?: VerdictParams } => {
    if (code === "paper-missing" && field) return { params: { kind: field } };
    if (code === "roster-above-papers")
      return { params: { roster: facts.rosterCount, papers: project.documentedCount ?? 0 } };
    return {};
  };
  const ended = compareDates(project.endsOn, facts.today) <= 0;
  check("ended-by-today", ended, ["R15", "S"], [["ended-in-future", "endsOn"]]);
  check("in-cycle", inCycle(policy, yearOf(project.endsOn)), ["R15", "S"], []);
  check("roster-filled", facts.rosterCount > 0, [rule, clause], [["roster-empty", "roster"]]);
  if (filed) check("filed", facts.filed, ["R12", "N3.1"], [["filing-missing", null]]);
  if (!papers) return { violations, checks };

  const missing = papersOf(project.kind).needed.filter((kind) => !facts.papers.has(kind));
  const attended = ATTENDANCE.some((kind) => facts.papers.has(kind));
  const lacking: [ViolationCode, string | null][] = missing.map((kind) => ["paper-missing", kind]);
  if (!attended) lacking.push(["attendance-paper-missing", "sign_in_sheets"]);
  check("papers", lacking.length === 0, ["R11", "N3.2"], lacking);
  check("partner", project.partner !== null, ["R11", "N3.2"], [["partner-missing", "partner"]]);
  check(
    "invoice-number",
    project.invoiceNumber !== null,
    ["R11", "N3.2"],
    [["invoice-number-missing", "invoiceNumber"]],
  );
  const { documentedCount } = project;
  if (documentedCount === null)
    check("count-as-papers", false, ["R11", "N3.2"], [["documented-count-missing", "documentedCount"]]);
  else if (facts.rosterCount > documentedCount)
    check("count-as-papers", false, ["R11", "N3.2"], [["roster-above-papers", "documentedCount"]]);
  // Fewer on the roster than in the papers is for the reviewer to see: not everybody of a list has to be credited.
  else check("count-as-papers", facts.rosterCount === documentedCount, ["R11", "N3.2"], []);
  check("invoice-unshared", !facts.invoiceShared, ["R11", "S"], []);
  return { violations, checks };
}
