import { z } from "zod";
import { listHref } from "@/app/_review/list-href";
import { ParticipantQuery } from "@/features/projects/list-participants";
import { PROJECT_ACTIONS } from "@/rules/project-approval";

/** So many can be struck one by one; an address holds no more. Whoever strikes more returns the roster. */
const MOST_STRUCK = 100;

/** What the page of a project shows besides the project: all of it in the address. */
export const ProjectPageQuery = ParticipantQuery.extend({
  /** Which of its papers. */
  file: z.coerce.number().int().catch(1),
  /** Participants that the reviewer has picked out to be struck. */
  struck: z
    .preprocess((value) => [value ?? []].flat(), z.array(z.uuid()))
    .transform((ids) => [...new Set(ids)].slice(0, MOST_STRUCK))
    .catch([]),
  done: z
    .enum(["save", ...PROJECT_ACTIONS])
    .exclude(["create", "edit", "submit"])
    .nullable()
    .catch(null),
});
export type ProjectPageQuery = z.output<typeof ProjectPageQuery>;

type Change = Partial<Record<"q" | "after" | "file", string | undefined>>;

/** The address of the page with something changed; who was picked out stays picked out. */
export function projectHref(base: string, query: ProjectPageQuery, change: Change, struck = query.struck): string {
  const address = listHref(base, { q: query.q, after: query.after, ...change });
  const more = struck.map((id) => `struck=${id}`).join("&");
  return more === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${more}`;
}
