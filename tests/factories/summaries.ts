import { SchoolClaimInput } from "@/features/credits/claim-input";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { CloseInput, closeSummary } from "@/features/summaries/close-summary";
import { MoveSummaryInput, moveSummary } from "@/features/summaries/move-summary";
import { readDraft } from "@/features/summaries/read-draft";
import { readSummary } from "@/features/summaries/read-summary";
import type { SummarySource } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import type { Result } from "@/server/result";
import { aScan, degreeFields, moocFields, NOW } from "./claims";
import { one } from "./owner";
import { accepted, aProject, aRoster, confirm, numberOf, projectFields } from "./projects";
import { CONTENT, decide } from "./routes";

/** The round 2016-2019 of a city. */
export const roundOf = async ({ cityId }: Pick<Actor, "cityId">): Promise<number> =>
  (await one<{ id: number }>("select id from registration_rounds where city_id = $1 and from_year = 2016", [cityId]))
    .id;

/** A MOOC or degree that a school has registered for a teacher: it waits for the superior, and is on the school's table. */
export async function aRegistered(
  administrator: Actor,
  teacherId: number,
  fields: Record<string, string> = moocFields(),
  now = NOW,
): Promise<string> {
  const input = SchoolClaimInput.parse({ ...fields, teacherId, accountChecked: "on" });
  await aScan(administrator, input.entryId, fields.kind === "degree" ? "diploma" : "certificate");
  return accepted(await registerSpecialCredit(administrator, input, now));
}

export const aRegisteredDegree = (administrator: Actor, teacherId: number, fields: Record<string, string> = {}) =>
  aRegistered(administrator, teacherId, degreeFields(fields));

/** Times of support teaching that a host has told: they wait for the city. */
export async function aToldSupport(host: Actor, ...times: [teacherId: number, from: string, to: string][]) {
  const id = await aProject(
    host,
    projectFields({ kind: "support_teaching", title: "支教", hours: "", startsOn: "2018-09-01", endsOn: "2019-12-15" }),
  );
  const rows = [];
  for (const [teacherId, from, to] of times)
    rows.push({
      teacherNumber: await numberOf(teacherId),
      ...{ place: "封丘县", receivingSchool: "封丘县第一中学", from, to },
    });
  accepted(await confirm(host, await aRoster(host, id, rows)));
  return id;
}

/** Closes a table as the draft's form does. */
export async function closing(actor: Actor, source: SummarySource = "mooc", now = NOW): Promise<Result<string>> {
  const fields = { roundId: String(await roundOf(actor)), source, truthful: "on" };
  return closeSummary(actor, CloseInput.parse(fields), now);
}
export const aClosed = async (actor: Actor, source: SummarySource = "mooc", now = NOW): Promise<string> =>
  accepted(await closing(actor, source, now));

export const draftOf = async (actor: Actor, source: SummarySource = "mooc", now = NOW) =>
  readDraft(actor, await roundOf(actor), source, now);

/** Takes a step of a table as its page's form does. */
export async function step(
  actor: Actor,
  tableId: string,
  action: string,
  fields: Record<string, string> = {},
  now = NOW,
): Promise<Result<string>> {
  const { head } = await readSummary(actor, tableId, now);
  const input = MoveSummaryInput.parse({ tableId, version: String(head.version), action, ...fields });
  return moveSummary(actor, input, now);
}

/** Ticks off the paper of a table of MOOCs. */
export async function tickOff(officer: Actor, tableId: string, now = NOW): Promise<void> {
  for (const action of ["receive_paper", "receive_certificates"])
    accepted(await step(officer, tableId, action, { arrivedOn: "2019-12-19" }, now));
}

/** A superior decides what a table of MOOCs waits for, and accepts it. */
export async function acceptMoocs(officer: Actor, tableId: string, now = NOW): Promise<void> {
  const { undecided } = await readSummary(officer, tableId, now);
  for (const { entryId } of undecided) accepted(await decide(officer, entryId, CONTENT, now));
  await tickOff(officer, tableId, now);
  accepted(await step(officer, tableId, "accept", {}, now));
}
