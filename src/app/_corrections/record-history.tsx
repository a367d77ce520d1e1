import { listCorrectionsOf, type PastCorrection } from "@/features/people/list-person-corrections";
import { type RecordMerges, readMerges } from "@/features/people/read-merges";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { dateTime } from "@/ui/format";
import { CorrectionStatusTag, valueWords } from "./correction-words";

/**
 * What became of a teacher's record itself: what was merged into it, which name or number it had before; and for the school and the city the way to correct it or to merge a duplicate.
 */
export async function RecordHistory({
  actor,
  teacherId,
  messages,
}: {
  actor: Actor;
  teacherId: number;
  messages: Messages;
}) {
  const [corrections, merges] = await Promise.all([listCorrectionsOf(actor, teacherId), readMerges(actor, teacherId)]);
  const { corrections: words } = messages;
  if (merges.into) return null;
  return (
    <>
      {corrections.length > 0 && (
        <Card title={words.past}>
          <ul className="space-y-2">
            {corrections.map((one) => (
              <PastLine key={one.id} correction={one} messages={messages} />
            ))}
          </ul>
        </Card>
      )}
      {merges.from.length > 0 && <MergedFrom from={merges.from} base={`/${actor.role}/teachers`} messages={messages} />}
      {actor.role === "school" && (
        <p className="mb-4">
          <LinkButton tone="plain" href={`/school/teachers/${teacherId}/correct`}>
            {words.correct}
          </LinkButton>
        </p>
      )}
      {actor.role === "city" && (
        <p className="mb-4">
          <LinkButton tone="plain" href={`/city/teachers/${teacherId}/merge`}>
            {words.merge}
          </LinkButton>
        </p>
      )}
    </>
  );
}

function PastLine({ correction, messages }: { correction: PastCorrection; messages: Messages }) {
  const { corrections: words } = messages;
  const { status, before, after, answeredAt, answeredByName, askedAt } = correction;
  return (
    <li>
      {words.kinds[after.kind]} {words.changed(valueWords(before, messages), valueWords(after, messages))}{" "}
      {answeredAt ? (
        <span className="text-sm text-soft">{words.acceptedBy(answeredByName ?? "", dateTime(answeredAt))}</span>
      ) : (
        <>
          <CorrectionStatusTag status={status} messages={messages} />{" "}
          <span className="text-sm text-soft">{dateTime(askedAt)}</span>
        </>
      )}
    </li>
  );
}

/** Above everything else of a record that was merged: where it went. */
export async function MergedNotice({
  actor,
  teacherId,
  messages,
}: {
  actor: Actor;
  teacherId: number;
  messages: Messages;
}) {
  const { into } = await readMerges(actor, teacherId);
  if (!into) return null;
  return (
    <Banner tone="warn">
      {messages.corrections.mergedInto}{" "}
      <a href={`/${actor.role}/teachers/${into.id}`}>
        {into.name} {into.teacherNumber}
      </a>
    </Banner>
  );
}

function MergedFrom({ from, base, messages }: { from: RecordMerges["from"]; base: string; messages: Messages }) {
  const { corrections: words } = messages;
  return (
    <Card title={words.mergedFrom}>
      <ul className="space-y-1">
        {from.map(({ id, teacherNumber, reason, at }) => (
          <li key={id}>
            <a href={`${base}/${id}`}>{words.mergedOn(teacherNumber, dateTime(at))}</a>
            <span className="block text-sm text-soft">{reason}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
