import { advanceProject, tellProject } from "@/ledger/advance-project";
import { type PolicyInForce, policyOfYear } from "@/ledger/cycle-policy";
import { lockProject, type ProjectState } from "@/ledger/project-state";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { closedCycle } from "@/rules/cycles";
import {
  hostedKinds,
  judgeProject,
  type OfficeDuty,
  type ProjectFacts,
  projectTrainingKey,
  routeOfProject,
} from "@/rules/projects";
import { certificateKeyOf } from "@/rules/special-credit";
import { misshapen, stepViolation, type Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { ProjectInput } from "./project-input";

/** The place that hosts: what it may host, and whose superior reviews it. */
interface HostPlace {
  countyId: number | null;
  office: OfficeDuty | null;
  closed: boolean;
}

/** Begins a project, or changes what is said of one that is being made or mended; answers its id. */
export async function saveProject(actor: Actor, input: ProjectInput, now: Date): Promise<Result<string>> {
  authorize(actor, "project:register");
  return transaction(actor, async (tx) => {
    const place = await readHostPlace(tx, actor);
    if (!hostedKinds(actor.role, place.office).includes(input.kind))
      return refused({ rule: null, clause: "N4", code: "kind-not-hosted-here", field: "kind" });
    const known = await findProject(tx, actor, input.projectId);
    // The same form sent twice: what it made is there.
    if (known && input.version === 0)
      return known.mine ? done(input.projectId) : refused(stepViolation("not-in-this-state"));
    // What was begun at a place that has become a part of another is finished there; nothing new begins.
    if (!known && place.closed) return refused({ rule: null, clause: "S", code: "school-closed", field: null });
    const judged = await judgeInput(tx, actor, input, now);
    if (!judged.ok) return judged;
    if (known) return edit(tx, actor, input, judged.value, now);
    await begin(tx, actor, place, input, judged.value, now);
    return done(input.projectId);
  });
}

export async function readHostPlace(tx: Tx, actor: Actor): Promise<HostPlace> {
  const place = await tx.first<HostPlace>(sql`
    select case when kind = 'county' then id else county_id end as "countyId", office,
      closed_on is not null as closed
    from organisations
    where city_id = ${actor.cityId} and id = ${actor.organisationId}`);
  if (!place) throw new NotFound();
  return place;
}

async function findProject(tx: Tx, actor: Actor, projectId: string): Promise<{ mine: boolean } | undefined> {
  return tx.first<{ mine: boolean }>(sql`
    select host_id = ${actor.organisationId} as mine from projects where city_id = ${actor.cityId} and id = ${projectId}`);
}

interface Judged {
  inForce: PolicyInForce;
  facts: ProjectFacts;
  trainingKey: string;
}

async function judgeInput(tx: Tx, actor: Actor, input: ProjectInput, now: Date): Promise<Result<Judged>> {
  const inForce =
    (await policyOfYear(tx, actor.cityId, yearOf(input.endsOn))) ??
    (await policyOfYear(tx, actor.cityId, yearOf(calendarDateInShanghai(now))));
  if (!inForce) throw new NotFound("no cycle is open");
  const facts = factsOf(input);
  const violations: Violation[] = judgeProject(inForce.policy, facts);
  if (inForce.closed) violations.push(closedCycle("endsOn"));
  const trainingKey = projectTrainingKey({
    ...input,
    hostId: actor.organisationId,
    year: yearOf(input.endsOn),
  });
  const twin = await tx.first<{ title: string }>(sql`
    select title from projects where city_id = ${actor.cityId} and training_key = ${trainingKey} and id <> ${input.projectId}
      and host_id = ${actor.organisationId} and status not in ('refused', 'withdrawn')`);
  if (twin)
    violations.push({
      rule: "R16",
      clause: "S",
      code: "project-same-training",
      field: "title",
      params: { title: twin.title },
    });
  return violations.length > 0 ? refused(...violations) : done({ inForce, facts, trainingKey });
}

function factsOf(input: ProjectInput): ProjectFacts {
  const { kind, startsOn, endsOn } = input;
  return {
    kind,
    startsOn,
    endsOn,
    hoursTenths: kind === "support_teaching" ? 0 : (input.hours ?? 0),
    lecturerHoursTenths: input.lecturerHours ?? null,
    partner: input.partner ?? null,
    invoiceNumber: input.invoiceNumber ?? null,
    documentedCount: input.documentedCount ?? null,
  };
}

async function begin(
  tx: Tx,
  actor: Actor,
  place: HostPlace,
  input: ProjectInput,
  { inForce, facts, trainingKey }: Judged,
  now: Date,
): Promise<void> {
  const { cityId } = actor;
  const countyId = actor.role === "city" ? null : place.countyId;
  const route = routeOfProject(input.kind, countyId === null);
  await tx.run(sql`
    insert into projects (city_id, id, cycle_id, kind, title, host_id, county_id, partner, notice_number, year, starts_on, ends_on,
      hours_tenths, lecturer_hours_tenths, documented_count, training_key, status, route, registered_by_account_id,
      registered_by_role, registered_at)
    values (${cityId}, ${input.projectId}, ${inForce.cycleId}, ${input.kind}::project_kind, ${input.title}, ${actor.organisationId},
      ${countyId}, ${facts.partner}, ${input.noticeNumber ?? null}, ${yearOf(facts.endsOn)}, ${facts.startsOn}, ${facts.endsOn},
      ${facts.hoursTenths}, ${facts.lecturerHoursTenths}, ${facts.documentedCount}, ${trainingKey}, 'draft', ${route}::step[],
      ${actor.accountId}, ${actor.role}::role, ${now})`);
  await writeInvoice(tx, cityId, input.projectId, facts.invoiceNumber);
  const made = { cityId, id: input.projectId, version: 1, status: "draft" } as const;
  await tellProject(tx, actor, made, null, { action: "create", reason: null, note: null, participants: 0 }, now);
}

async function edit(
  tx: Tx,
  actor: Actor,
  input: ProjectInput,
  { inForce, facts, trainingKey }: Judged,
  now: Date,
): Promise<Result<string>> {
  const project = await lockProject(tx, actor, input.projectId, input.version);
  if (!mayEdit(project, actor)) return refused(stepViolation("not-in-this-state"));
  // It was judged, and has its key, as what it is; another kind is another project.
  if (input.kind !== project.kind) return refused(misshapen("not-a-choice", "kind"));
  // An event of its own: of two colleagues who change it at once the second is told.
  const { status, participants } = project;
  await advanceProject(
    tx,
    actor,
    project,
    { action: "edit", toStatus: status, reason: null, note: null, participants },
    now,
    sql`, cycle_id = ${inForce.cycleId}, title = ${input.title}, partner = ${facts.partner},
      notice_number = ${input.noticeNumber ?? null}, year = ${yearOf(facts.endsOn)}, starts_on = ${facts.startsOn},
      ends_on = ${facts.endsOn}, hours_tenths = ${facts.hoursTenths}, lecturer_hours_tenths = ${facts.lecturerHoursTenths},
      documented_count = ${facts.documentedCount}, training_key = ${trainingKey}`,
  );
  await writeInvoice(tx, project.cityId, project.id, facts.invoiceNumber);
  return done(project.id);
}

/** What is said of a training changes while it is being made or mended; what is filed stays so until a reviewer returns it (R12). */
export const mayEdit = ({ status, hostId }: Pick<ProjectState, "status" | "hostId">, actor: Actor): boolean =>
  (status === "draft" || status === "returned") && hostId === actor.organisationId;

async function writeInvoice(tx: Tx, cityId: number, projectId: string, number: string | null): Promise<void> {
  if (number === null) {
    await tx.run(sql`delete from project_invoices where city_id = ${cityId} and project_id = ${projectId}`);
    return;
  }
  await tx.run(sql`
    insert into project_invoices (city_id, project_id, number, key)
    values (${cityId}, ${projectId}, ${number}, ${certificateKeyOf(number)})
    on conflict (city_id, project_id) do update set number = excluded.number, key = excluded.key`);
}
