import { policyInForce } from "@/ledger/cycle-policy";
import { type ProjectState, projectStateColumns, projectStepFacts } from "@/ledger/project-state";
import { calendarDateInShanghai } from "@/rules/calendar";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";
import {
  judgeProjectStep,
  PROJECT_TRANSITIONS,
  type ProjectAction,
  type ProjectStatus,
  type ProjectStepAction,
} from "@/rules/project-approval";
import { papersOf } from "@/rules/projects";
import type { Check, Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot, type Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { type ImportHead, openImportOf } from "@/server/imports/import-head";
import { countRows, type RowCounts } from "@/server/imports/import-rows";
import { sql } from "@/server/sql";
import { lastWorkOn, type WorkOrderView } from "@/server/work-orders";
import { correctionOf } from "./correct-hours";
import { mayEdit } from "./save-project";
import { submissionOf } from "./submission";

export interface ProjectEventLine {
  seq: number;
  action: ProjectAction;
  fromStatus: ProjectStatus | null;
  toStatus: ProjectStatus;
  byName: string;
  byRole: Role;
  byOrganisation: string;
  reason: string | null;
  note: string | null;
  participants: number;
  at: Date;
}

export interface PaperLine {
  id: string;
  kind: EvidenceKind;
  originalName: string;
  mediaType: string;
  hasThumbnail: boolean;
}

/** A project as its host and its reviewers have it before them. */
export interface ProjectView {
  project: ProjectState & {
    hostName: string;
    holderName: string | null;
    waitingSince: Date | null;
    invoiceNumber: string | null;
  };
  events: ProjectEventLine[];
  evidence: PaperLine[];
  /** ✓ and ✗ while it is with a reviewer. */
  checks: Check[];
  /** What stands against bringing it to the reviewers now; empty once it is there. */
  against: Violation[];
  /** What this actor may do with it now. */
  actions: ProjectStepAction[];
  mayEdit: boolean;
  sharedInvoice: { id: string; title: string; hostName: string }[];
  /** The roster in the making, with what its rows amount to. */
  roster: { head: ImportHead; counts: RowCounts } | null;
  work: WorkOrderView | null;
  /** Participants who are the actor: their rows are split off when the actor approves. */
  ownRows: number;
  papers: ReturnType<typeof papersOf>;
  /** What a correction of the hours that waits would do: how many change, and what all amount to then. */
  correction: { changed: number; creditsTenths: number } | null;
}

const ACTIONS = Object.keys(PROJECT_TRANSITIONS) as ProjectStepAction[];
const IN_THE_MAKING: ReadonlySet<ProjectStatus> = new Set(["draft", "filed", "returned"]);

/**
 * One project with what the rules say of it and what the actor may do. Of one moment: a project before its decision beside
 * work that is done would be decided again.
 * @throws NotFound
 */
export async function readProject(actor: Actor, id: string, now: Date): Promise<ProjectView> {
  authorize(actor, "project:read");
  return snapshot(actor, async (tx) => {
    const project = await readHead(tx, actor, id);
    const [facts, events, evidence, open, work, own, inForce] = await Promise.all([
      projectStepFacts(tx, project),
      readEvents(tx, actor.cityId, id),
      readPapers(tx, actor.cityId, id),
      openImportOf(tx, actor, id),
      lastWorkOn(tx, actor, id),
      tx.first<{ count: number }>(sql`select count(*) as count from credit_entries
        where city_id = ${actor.cityId} and project_id = ${id} and with_roster and teacher_id = ${actor.teacherId}::int`),
      policyInForce(tx, actor.cityId, project.cycleId),
    ]);
    const roster = open ? { head: open, counts: await countRows(tx, actor, open.id) } : null;
    const making = IN_THE_MAKING.has(project.status);
    const people = making ? (roster?.counts.rows ?? project.participants) : project.participants;
    const submission = await submissionOf(tx, project, inForce.policy, people, calendarDateInShanghai(now));
    return {
      project,
      events,
      evidence,
      checks: project.holderId === null ? [] : submission.checks,
      against: making ? submission.violations : [],
      actions: ACTIONS.filter((action) => judgeProjectStep(action, facts, actor, now).ok),
      mayEdit: mayEdit(project, actor),
      sharedInvoice: await sharedWith(tx, actor.cityId, submission.sharedInvoice),
      roster,
      work,
      ownRows: own?.count ?? 0,
      papers: papersOf(project.kind),
      correction: project.status === "correcting" ? await readCorrection(tx, project) : null,
    };
  });
}

async function readCorrection(tx: Tx, project: ProjectState): Promise<ProjectView["correction"]> {
  const { changed, creditsTenths } = await correctionOf(tx, project);
  return { changed: changed.length, creditsTenths };
}

/** Whoever hosts or reviews it reads it whole; others know of it only what the search shows. */
async function readHead(tx: Tx, actor: Actor, id: string): Promise<ProjectView["project"]> {
  const project = await tx.first<ProjectView["project"]>(sql`
    select ${projectStateColumns}, o.name as "hostName", h.name as "holderName", p.waiting_since as "waitingSince",
      i.number as "invoiceNumber"
    from projects p
    join organisations o on o.city_id = p.city_id and o.id = p.host_id
    left join organisations h on h.city_id = p.city_id and h.id = p.holder_id
    left join project_invoices i on i.city_id = p.city_id and i.project_id = p.id
    where p.city_id = ${actor.cityId} and p.id = ${id} and project_is_mine(p.city_id, p.id)`);
  if (!project) throw new NotFound();
  return project;
}

function readEvents(tx: Tx, cityId: number, id: string): Promise<ProjectEventLine[]> {
  return tx.rows<ProjectEventLine>(sql`
    select v.seq, v.action, v.from_status as "fromStatus", v.to_status as "toStatus", a.display_name as "byName", v.role as "byRole",
      o.name as "byOrganisation", v.reason, n.note, v.participants, v.at
    from project_events v
    join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
    left join project_event_notes n on n.city_id = v.city_id and n.project_id = v.project_id and n.seq = v.seq
    where v.city_id = ${cityId} and v.project_id = ${id} order by v.seq`);
}

function readPapers(tx: Tx, cityId: number, id: string): Promise<PaperLine[]> {
  return tx.rows<PaperLine>(sql`
    select id, kind, original_name as "originalName", media_type as "mediaType", thumbnail_key is not null as "hasThumbnail"
    from evidence_files where city_id = ${cityId} and claim_id = ${id} order by uploaded_at, id`);
}

function sharedWith(tx: Tx, cityId: number, ids: readonly string[]): Promise<ProjectView["sharedInvoice"]> {
  return tx.rows<ProjectView["sharedInvoice"][number]>(sql`
    select p.id, p.title, o.name as "hostName" from projects p join organisations o on o.city_id = p.city_id and o.id = p.host_id
    where p.city_id = ${cityId} and p.id = any(${ids}::uuid[])`);
}
