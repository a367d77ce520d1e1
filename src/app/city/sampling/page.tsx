import { randomUUID } from "node:crypto";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listSamples, type SampleRun } from "@/features/oversight/list-samples";
import { SAMPLE_SOURCES } from "@/features/oversight/sample-population";
import type { Messages } from "@/messages";
import { addDays, yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { businessToday } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { DateField, Hidden, SelectField, TextField } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { draw } from "./actions";

export const generateMetadata = navTitle("sampling");

/** So many days back the form begins with. */
const USUAL_DAYS = 90;

/** Samples of what was posted: those that were drawn, and the next one. */
export default rolePage("city", "sampling", async (actor) => {
  const [messages, { runs, cycles }] = await Promise.all([currentMessages(), listSamples(actor)]);
  const { oversight, credits, exports } = messages;
  const words = oversight.sampling;
  const yesterday = addDays(businessToday(), -1);
  const year = yearOf(yesterday);
  const present = cycles.find(({ fromYear, toYear }) => fromYear <= year && year <= toYear) ?? cycles[0];
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} />
      <Card title={words.drawTitle}>
        <p className="mb-3 max-w-3xl text-sm text-soft">{words.drawLead}</p>
        <ActionForm action={draw} words={messages.forms}>
          <Hidden name="runId" value={randomUUID()} />
          <div className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
            <DateField
              name="fromDay"
              label={exports.from}
              defaultValue={addDays(yesterday, -USUAL_DAYS)}
              max={yesterday}
            />
            <DateField name="toDay" label={exports.to} hint={words.daysHint} defaultValue={yesterday} max={yesterday} />
            <TextField
              name="share"
              label={oversight.fields.share}
              hint={words.shareHint}
              defaultValue="5"
              inputMode="decimal"
              maxLength={5}
              narrow
            />
            <SelectField
              name="source"
              label={words.source}
              hint={words.bothSources}
              choices={SAMPLE_SOURCES.map((value) => ({ value, label: credits.sources[value] }))}
              optional
            />
            {cycles.length > 1 ? (
              <SelectField
                name="cycleId"
                label={oversight.fields.cycleId}
                choices={cycles.map(({ id, name }) => ({ value: String(id), label: name }))}
                defaultValue={String(present?.id ?? "")}
              />
            ) : (
              <Hidden name="cycleId" value={String(present?.id ?? "")} />
            )}
          </div>
          <SubmitButton>{words.draw}</SubmitButton>
        </ActionForm>
      </Card>
      <Card title={words.runs}>
        <DataTable
          caption={words.runs}
          columns={columns(messages)}
          rows={runs}
          rowKey={(run) => run.id}
          empty={<EmptyState text={words.none}>{words.noneHint}</EmptyState>}
        />
      </Card>
    </>
  );
});

function columns({ oversight: { sampling: words }, credits }: Messages): Column<SampleRun>[] {
  const { columns: names } = words;
  return [
    {
      key: "days",
      header: names.days,
      heading: true,
      cell: (run) => <a href={`/city/sampling/${run.id}`}>{words.days(run.fromDay, run.toDay)}</a>,
    },
    { key: "kind", header: names.kind, cell: (run) => (run.source ? credits.sources[run.source] : words.bothSources) },
    { key: "share", header: names.share, numeric: true, cell: (run) => words.permille(formatTenths(run.permille)) },
    { key: "drawn", header: names.drawn, numeric: true, cell: (run) => words.ofPopulation(run.drawn, run.population) },
    {
      key: "progress",
      header: names.progress,
      numeric: true,
      cell: (run) => words.checkedOf(run.inOrder + run.wrong, run.drawn),
    },
    { key: "wrong", header: names.wrong, numeric: true, cell: (run) => run.wrong },
    { key: "drawnAt", header: names.drawnAt, cell: (run) => words.by(run.drawnBy, dateTime(run.drawnAt)) },
  ];
}
