import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { listTransfers, type TransferLine } from "@/features/people/list-transfers";
import type { Messages } from "@/messages";
import { addDays } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Hidden, TextArea } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { Tag, type Tone } from "@/ui/tag";
import { answer, withdraw } from "./actions";

const Query = z.object({ done: z.enum(["accept", "decline", "asked", "withdrawn"]).nullable().catch(null) });

const TONES: Record<TransferLine["status"], Tone> = {
  asked: "wait",
  accepted: "good",
  declined: "bad",
  withdrawn: "plain",
};

/** The transfers of a school: what is asked of it, with the answer, and what it has asked. */
export async function transfersPage(actor: Actor, { searchParams }: PageInput) {
  const { done } = Query.parse(await searchParams);
  const [messages, { incoming, outgoing }] = await Promise.all([currentMessages(), listTransfers(actor)]);
  const { teacherRecords: words, shell } = messages;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.transfersTitle(actor.organisationName)}
        lead={words.transfersLead}
        crumbs={[{ href: "/school/teachers", text: shell.nav.teachers }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {done && <Banner tone="good">{words.done[done]}</Banner>}
      <Card title={words.incoming}>
        <Lines lines={incoming} none={words.incomingNone} way="incoming" messages={messages} />
      </Card>
      <Card title={words.outgoing}>
        <Lines lines={outgoing} none={words.outgoingNone} way="outgoing" messages={messages} />
      </Card>
    </div>
  );
}

type Way = "incoming" | "outgoing";

function Lines({
  lines,
  none,
  way,
  messages,
}: {
  lines: readonly TransferLine[];
  none: string;
  way: Way;
  messages: Messages;
}) {
  if (lines.length === 0) return <p className="text-soft">{none}</p>;
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.id} className="py-3">
          <Told line={line} way={way} messages={messages} />
          {line.status === "asked" &&
            (way === "incoming" ? (
              <Answer line={line} messages={messages} />
            ) : (
              <Back line={line} messages={messages} />
            ))}
        </li>
      ))}
    </ul>
  );
}

function Told({ line, way, messages }: { line: TransferLine; way: Way; messages: Messages }) {
  const { teacherRecords: words } = messages;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="font-medium">{line.name ?? words.hidden}</span>
        {line.subject && <span>{line.subject}</span>}
        <Tag tone={TONES[line.status]}>{words.states[line.status]}</Tag>
      </p>
      <p>{(way === "incoming" ? words.offer : words.goesTo)(line.schoolName, line.lastDay)}</p>
      <p className="text-sm text-soft">
        {words.asked(dateTime(line.askedAt))}
        {line.answeredAt && ` · ${words.answered(dateTime(line.answeredAt))}`}
      </p>
      {line.note && <p className="text-sm">{words.noted(line.note)}</p>}
    </>
  );
}

/** Two forms: what accepting means, and why not. */
function Answer({ line, messages }: { line: TransferLine; messages: Messages }) {
  const { teacherRecords: words, forms } = messages;
  return (
    <div className="mt-2">
      <ActionForm action={answer} words={forms} prefix={`accept-${line.id}`}>
        <p className="mb-2">{words.acceptFrom(addDays(line.lastDay, 1))}</p>
        <Hidden name="transferId" value={line.id} />
        <Hidden name="answer" value="accept" />
        <SubmitButton>{words.accept}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={answer}
        words={forms}
        prefix={`decline-${line.id}`}
        fold={{ summary: words.decline, danger: true }}
      >
        <Hidden name="transferId" value={line.id} />
        <Hidden name="answer" value="decline" />
        <TextArea name="note" label={words.fields.note} hint={words.declineHint} maxLength={500} />
        <SubmitButton tone="danger">{words.decline}</SubmitButton>
      </ActionForm>
    </div>
  );
}

function Back({ line, messages }: { line: TransferLine; messages: Messages }) {
  const { teacherRecords: words, forms } = messages;
  return (
    <ActionForm action={withdraw} words={forms} prefix={`withdraw-${line.id}`} fold={{ summary: words.withdraw }}>
      <p className="mb-2 text-sm">{words.withdrawHint}</p>
      <Hidden name="transferId" value={line.id} />
      <SubmitButton tone="plain">{words.withdraw}</SubmitButton>
    </ActionForm>
  );
}
