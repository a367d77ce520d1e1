import Link from "next/link";
import type { ImportView } from "@/features/projects/read-import";
import type { Reconciliation } from "@/features/projects/read-reconciliation";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { importsHref, type ProjectPlaces } from "./places";

interface EndProps {
  view: ImportView;
  places: ProjectPlaces;
  messages: Messages;
}

/** What came of a table, in numbers, and the way on. */
export function Confirmed({
  view: { head, counts },
  reconciliation,
  places,
  messages: { importPages: words, teacherRecords },
}: EndProps & {
  /** Of a table that was set against the bank: only what was new in it was registered. */
  reconciliation: Reconciliation | null;
}) {
  return (
    <>
      <Banner tone="good">
        {reconciliation
          ? words.confirmedCompared(reconciliation.onlyThere, reconciliation.same, counts.wrong)
          : head.kind === "teachers"
            ? teacherRecords.imported(counts.right)
            : words.confirmed(counts.right, formatTenths(counts.creditsTenths))}
      </Banner>
      <p className="mb-4">
        <LinkButton href={wayOn(head, places)}>
          {head.kind === "teachers" ? teacherRecords.importedGo : words.confirmedGo}
        </LinkButton>
      </p>
    </>
  );
}

function wayOn({ kind, projectId }: ImportView["head"], { projects, list }: ProjectPlaces): string {
  if (projectId !== null) return `${projects}/${projectId}`;
  if (kind === "teachers") return "/school/teachers";
  return kind === "mooc" ? "/school/credits" : list;
}

/** A table that was put away. */
export function Discarded({ view: { head }, places, messages: { importPages: words } }: EndProps) {
  return (
    <>
      <p className="mb-3">{words.discarded}</p>
      <Link
        href={head.projectId === null ? importsHref(head.role, head.kind) : `${places.projects}/${head.projectId}`}
        prefetch={false}
      >
        {head.projectId === null ? words.importsBrought : words.back}
      </Link>
    </>
  );
}
