import type { RoundKind, RoundView } from "@/features/cycles/list-rounds";
import type { Messages } from "@/messages";
import { deadlineClause } from "@/rules/deadlines";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Tag } from "@/ui/tag";

/** A round: the last day of each kind, and what is still to do until then. */
export function RoundCard({ round, messages }: { round: RoundView; messages: Messages }) {
  const { rounds: words, credits } = messages;
  const title = words.round(round.fromYear, round.toYear);
  const years = <a href={`/city/rounds/${round.id}`}>{words.changeYears}</a>;
  return (
    <Card title={title} aside={round.yearsCanChange ? years : words.yearsFixed}>
      <ul className="divide-y divide-line">
        {round.kinds.map((kind) => (
          <li key={kind.source} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <div>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{credits.sources[kind.source]}</span>
                <span>{kind.lastDay ?? words.noLastDay}</span>
                <Left kind={kind} messages={messages} />
                <ClauseLink clause={deadlineClause(kind.source)} rule="R17" messages={messages} />
              </p>
              <p className="text-sm text-soft">
                {kind.work.units === 0
                  ? words.workNone
                  : `${words.workUnits(kind.work.units)} · ${words.workFacts(kind.work.waiting, kind.work.unreported)}`}
              </p>
            </div>
            <a
              href={`/city/rounds/${round.id}/deadlines/${kind.source}`}
              aria-label={words.changeNamed(credits.sources[kind.source], title)}
              className="inline-block py-1.5"
            >
              {words.change}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** How soon a last day is; near or past it is marked where there is work left. */
function Left({ kind: { daysLeft, work }, messages: { rounds: words } }: { kind: RoundKind; messages: Messages }) {
  if (daysLeft === null) return null;
  if (daysLeft < 0) return <Tag tone={work.units > 0 ? "bad" : "plain"}>{words.past(-daysLeft)}</Tag>;
  return <Tag tone={daysLeft <= 14 && work.units > 0 ? "warn" : "plain"}>{words.left(daysLeft)}</Tag>;
}
