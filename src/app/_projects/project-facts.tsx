import type { ProjectView } from "@/features/projects/read-project";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Banner } from "@/ui/banner";
import { type Fact, Facts } from "@/ui/facts";
import { daysAgo } from "@/ui/format";
import { ProjectStatusTag } from "@/ui/tag";

/** Where a project stands, and who holds it since when. */
export function ProjectHead({ view, messages, now }: { view: ProjectView; messages: Messages; now: Date }) {
  const { project } = view;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-2">
      <ProjectStatusTag status={project.status} messages={messages} />
      {project.holderName && project.waitingSince && (
        <span className="text-sm text-soft">
          {messages.credits.heldBy(project.holderName, daysAgo(project.waitingSince, now))}
        </span>
      )}
    </p>
  );
}

/** Another project brings the same invoice: for the reviewers to look at (R11). */
export function SharedInvoice({ view, messages }: { view: ProjectView; messages: Messages }) {
  const { projectPages: words } = messages;
  if (view.sharedInvoice.length === 0) return null;
  return (
    <Banner tone="warn" title={words.sharedInvoice}>
      <ul>
        {view.sharedInvoice.map(({ id, title, hostName }) => (
          <li key={id}>{words.byHost(title, hostName)}</li>
        ))}
      </ul>
      {view.actions.includes("return") && <p>{words.sharedInvoiceHint}</p>}
    </Banner>
  );
}

/** What is said of the training. */
export function ProjectFacts({ view: { project }, messages }: { view: ProjectView; messages: Messages }) {
  const { projectPages: words, projects } = messages;
  const { factNames: names, fields } = words;
  const hours = (name: string, tenths: number | null): Fact[] =>
    tenths === null ? [] : [{ name, value: words.hours(formatTenths(tenths)) }];
  const text = (name: string, value: string | number | null): Fact[] => (value === null ? [] : [{ name, value }]);
  return (
    <Facts
      facts={[
        { name: names.kind, value: projects.kinds[project.kind] },
        { name: names.host, value: project.hostName },
        ...text(fields.noticeNumber, project.noticeNumber),
        { name: names.dates, value: words.dates(project.startsOn, project.endsOn) },
        { name: names.year, value: project.year },
        ...hours(names.hours, project.kind === "support_teaching" ? null : project.hoursTenths),
        ...hours(names.lecturerHours, project.lecturerHoursTenths),
        ...(project.correctedHoursTenths === null
          ? []
          : [{ name: names.correction, value: correctedTo(project, messages) }]),
        ...text(fields.partner, project.partner),
        ...text(fields.invoiceNumber, project.invoiceNumber),
        ...text(fields.documentedCount, project.documentedCount),
        { name: names.participants, value: words.people(project.participants) },
        { name: names.credits, value: <b>{formatTenths(project.creditsTenths)}</b> },
      ]}
    />
  );
}

function correctedTo(
  { correctedHoursTenths, correctedLecturerHoursTenths }: ProjectView["project"],
  { projectPages: words }: Messages,
): string {
  const taught = correctedLecturerHoursTenths === null ? null : formatTenths(correctedLecturerHoursTenths);
  return words.correctedTo(formatTenths(correctedHoursTenths ?? 0), taught);
}
