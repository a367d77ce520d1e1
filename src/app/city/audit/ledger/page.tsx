import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { isUnderWay, WorkProgress } from "@/app/_projects/work-progress";
import {
  type FaultView,
  LedgerCheckQuery,
  type LedgerChecks,
  type LedgerCheckView,
  listLedgerChecks,
} from "@/features/oversight/list-ledger-checks";
import type { Messages } from "@/messages";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Hidden } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { Tag } from "@/ui/tag";
import { start } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, oversight } = await currentMessages();
  return { title: shell.titled(oversight.ledger.title) };
}

const PAGE = "/city/audit/ledger";

/** The whole ledger checked from here, and what the checks so far have found. */
export default rolePage("city", "audit", async (actor, { searchParams }) => {
  const query = LedgerCheckQuery.parse(await searchParams);
  const [messages, found] = await Promise.all([currentMessages(), listLedgerChecks(actor, query)]);
  const { shell, forms } = messages;
  const words = messages.oversight.ledger;
  const { work, checks } = found;
  return (
    <>
      <PageTitle
        title={words.title}
        lead={words.lead}
        crumbs={[{ href: "/city/audit", text: shell.nav.audit }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {work && (
        <WorkProgress
          work={work}
          title={words.working}
          refused={words.refused}
          href={PAGE}
          messages={messages}
          words={words.work}
        />
      )}
      {!isUnderWay(work) && (
        <Card>
          <ActionForm action={start} words={forms}>
            <Hidden name="orderId" value={randomUUID()} />
            <SubmitButton>{words.start}</SubmitButton>
            <p className="mt-2 text-sm text-soft">{words.startHint}</p>
          </ActionForm>
        </Card>
      )}
      <Result found={found} messages={messages} />
      <Card title={words.checks}>
        <DataTable
          caption={words.checks}
          columns={checkColumns(messages)}
          rows={checks}
          rowKey={(check) => check.id}
          empty={<EmptyState text={words.none}>{words.noneHint}</EmptyState>}
        />
      </Card>
    </>
  );
});

function Result({ found: { shown, faults, checks }, messages }: { found: LedgerChecks; messages: Messages }) {
  const words = messages.oversight.ledger;
  if (!shown) return null;
  const all = shown.faultCount + shown.wrongBalances;
  const before = checks[checks.indexOf(shown) + 1];
  return (
    <>
      {all === 0 ? (
        <Banner tone="good" title={words.whole}>
          {words.wholeText(shown.chains, shown.postings)}
        </Banner>
      ) : (
        <Banner tone="bad" title={words.faulty}>
          {words.faultyText(shown.faultCount, shown.wrongBalances)}
        </Banner>
      )}
      <Card title={words.digest} aside={dateTime(shown.at)}>
        <p className="break-all font-mono">{shown.digest}</p>
        {before?.digest === shown.digest && <p className="mt-1 text-good">{words.sameDigest}</p>}
        <p className="mt-2 max-w-3xl text-sm text-soft">{words.digestHint}</p>
      </Card>
      {faults.length > 0 && (
        <Card title={words.faults} aside={faults.length < all ? words.named(faults.length, all) : null}>
          <DataTable
            caption={words.faults}
            columns={faultColumns(messages)}
            rows={faults.map((fault, place) => ({ ...fault, place }))}
            rowKey={({ place }) => place}
            empty={null}
          />
        </Card>
      )}
    </>
  );
}

function faultColumns(messages: Messages): Column<FaultView & { place: number }>[] {
  const words = messages.oversight.ledger;
  const { faultColumns: names } = words;
  return [
    {
      key: "teacher",
      header: names.teacher,
      heading: true,
      cell: ({ teacherId, teacherName, teacherNumber }) =>
        teacherName === null ? (
          words.unknownTeacher(teacherId)
        ) : (
          <a href={`/city/teachers/${teacherId}`}>
            {teacherName} {teacherNumber}
          </a>
        ),
    },
    { key: "cycle", header: names.cycle, cell: ({ cycleName }) => cycleName },
    {
      key: "posting",
      header: names.posting,
      cell: ({ seq, entryId }) => {
        if (seq === null) return words.balance;
        return entryId ? <a href={`/city/credits/${entryId}`}>{words.posting(seq)}</a> : words.posting(seq);
      },
    },
    { key: "what", header: names.what, cell: ({ kind }) => words.kinds[kind] },
  ];
}

function checkColumns(messages: Messages): Column<LedgerCheckView>[] {
  const words = messages.oversight.ledger;
  const { columns: names } = words;
  return [
    {
      key: "at",
      header: names.at,
      heading: true,
      cell: ({ id, at }) => (
        <a href={`${PAGE}?check=${id}`} className="whitespace-nowrap">
          {dateTime(at)}
        </a>
      ),
    },
    { key: "by", header: names.by, cell: ({ byName }) => byName },
    { key: "postings", header: names.postings, numeric: true, cell: ({ postings }) => postings },
    {
      key: "result",
      header: names.result,
      cell: ({ faultCount, wrongBalances }) =>
        faultCount + wrongBalances === 0 ? (
          <Tag tone="good">{words.whole}</Tag>
        ) : (
          <Tag tone="bad">{words.faultCount(faultCount + wrongBalances)}</Tag>
        ),
    },
    {
      key: "digest",
      header: names.digest,
      cell: ({ digest }) => <span className="font-mono text-xs">{digest.slice(0, 16)}…</span>,
    },
  ];
}
