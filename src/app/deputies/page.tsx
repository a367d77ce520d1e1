import { z } from "zod";
import { switchRoleAction } from "@/app/_access/account-actions";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { INBOX_ROLES } from "@/app/_inbox/places";
import { type Deputies, type DeputyLine, listDeputies } from "@/features/people/list-deputies";
import type { Messages } from "@/messages";
import { type CalendarDate, compareDates } from "@/rules/calendar";
import { allowed } from "@/rules/permissions";
import { businessToday } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { DateField, Hidden, SelectField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { Tag } from "@/ui/tag";
import { end, name } from "./actions";

const Query = z.object({ done: z.enum(["named", "ended"]).nullable().catch(null) });

export const generateMetadata = navTitle("deputies");

/** Who acts for an officer during an absence, and for whom one acts oneself: for every role. */
export default rolePage(INBOX_ROLES, "deputies", async (actor, { searchParams }) => {
  const { done } = Query.parse(await searchParams);
  const today = businessToday();
  const [messages, deputies] = await Promise.all([currentMessages(), listDeputies(actor, today)]);
  const { desk } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle title={desk.deputyTitle(actor.organisationName)} lead={desk.deputyLead} />
      {done && <Banner tone="good">{desk[done]}</Banner>}
      <ForOthers lines={deputies.forOthers} today={today} messages={messages} />
      {allowed(actor.role, "deputy:name") && <Own deputies={deputies} today={today} messages={messages} />}
    </div>
  );
});

type State = keyof Messages["desk"]["states"];

function stateOf({ ended, fromDay, toDay }: DeputyLine, today: CalendarDate): State {
  if (ended || compareDates(toDay, today) < 0) return "over";
  return compareDates(fromDay, today) > 0 ? "coming" : "running";
}

function ForOthers({ lines, today, messages }: { lines: DeputyLine[]; today: CalendarDate; messages: Messages }) {
  const { desk } = messages;
  if (lines.length === 0) return null;
  return (
    <Card title={desk.forOthers}>
      <ul className="divide-y divide-line">
        {lines.map((line) => {
          const state = stateOf(line, today);
          return (
            <li key={line.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
              <span>
                {desk.forOther(line.otherName, line.organisationName)}
                <span className="block text-sm text-soft">{desk.days(line.fromDay, line.toDay)}</span>
              </span>
              {state === "running" ? (
                <form action={switchRoleAction}>
                  <input type="hidden" name="role" value={line.role} />
                  <input type="hidden" name="organisationId" value={line.organisationId} />
                  <button type="submit" className="min-h-11 text-accent underline underline-offset-4">
                    {desk.actNow(line.organisationName)}
                  </button>
                </form>
              ) : (
                <Tag>{desk.states[state]}</Tag>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Own({ deputies, today, messages }: { deputies: Deputies; today: CalendarDate; messages: Messages }) {
  const { desk, forms } = messages;
  const { candidates, own } = deputies;
  const choices = candidates.map((one) => ({
    value: String(one.accountId),
    label: `${one.name} · ${one.organisationName}`,
  }));
  return (
    <>
      <Card title={desk.nameDeputy}>
        {choices.length === 0 ? (
          <p>{desk.nobody}</p>
        ) : (
          <ActionForm action={name} words={forms}>
            <SelectField name="deputy" label={desk.fields.deputy} hint={desk.deputyHint} choices={choices} />
            <div className="grid gap-x-4 sm:grid-cols-2">
              <DateField name="fromDay" label={desk.fields.fromDay} defaultValue={today} min={today} />
              <DateField name="toDay" label={desk.fields.toDay} min={today} />
            </div>
            <SubmitButton>{desk.nameDeputy}</SubmitButton>
          </ActionForm>
        )}
      </Card>
      <Card title={desk.own}>
        {own.length === 0 && <EmptyState text={desk.ownNone} />}
        <ul className="divide-y divide-line">
          {own.map((line) => {
            const state = stateOf(line, today);
            return (
              <li key={line.id} className="py-2">
                <p className="flex flex-wrap items-center justify-between gap-2">
                  <span>
                    {line.otherName}
                    <span className="block text-sm text-soft">{desk.days(line.fromDay, line.toDay)}</span>
                  </span>
                  <Tag tone={state === "running" ? "good" : "plain"}>{desk.states[state]}</Tag>
                </p>
                {state !== "over" && (
                  <ActionForm
                    action={end}
                    words={forms}
                    prefix={`end-${line.id}-`}
                    fold={{ summary: desk.end, danger: true }}
                  >
                    <p className="mb-2">{desk.endHint(line.otherName)}</p>
                    <Hidden name="id" value={String(line.id)} />
                    <SubmitButton tone="danger">{desk.end}</SubmitButton>
                  </ActionForm>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
    </>
  );
}
