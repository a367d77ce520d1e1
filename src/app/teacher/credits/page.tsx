import { requireTeacherId } from "@/app/_access/edge";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { CycleQuery } from "@/app/_parts/cycle-query";
import { CycleSwitch } from "@/app/_parts/cycle-switch";
import { CountedLines, EndedLines, OpenLines } from "@/app/_parts/entry-lines";
import { readBalance } from "@/features/credits/read-balance";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

export const generateMetadata = navTitle("entries");

const hrefOf = (id: string) => `/teacher/credits/${id}`;

/** Every entry of the teacher in the cycle, with what it counted and why. */
export default rolePage("teacher", "entries", async (actor, { searchParams }) => {
  const now = businessNow();
  const { cycle } = CycleQuery.parse(await searchParams);
  const [messages, all] = await Promise.all([
    currentMessages(),
    readBalance(actor, requireTeacherId(actor), "all", now, cycle),
  ]);
  const { teacher, shell } = messages;
  return (
    <div className="mx-auto max-w-xl">
      <PageTitle
        title={teacher.allTitle}
        crumbs={[{ href: "/teacher", text: teacher.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <CycleSwitch
        cycles={all.cycles}
        current={all.cycle.id}
        href={({ id }) => `/teacher/credits?cycle=${id}`}
        messages={messages}
      />
      {all.open.length > 0 && (
        <Card title={teacher.open(all.open.length)}>
          <OpenLines entries={all.open} href={hrefOf} messages={messages} now={now} />
        </Card>
      )}
      {all.settled.length > 0 ? (
        <Card title={teacher.settled(all.settledCount)}>
          <CountedLines entries={all.settled} lines={all.balance.lines} href={hrefOf} messages={messages} />
        </Card>
      ) : (
        <EmptyState text={teacher.none} />
      )}
      {all.ended.length > 0 && (
        <Card title={teacher.ended(all.ended.length)}>
          <EndedLines entries={all.ended} href={hrefOf} messages={messages} />
        </Card>
      )}
    </div>
  );
});
