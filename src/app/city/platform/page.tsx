import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { type BatchRow, listBatches } from "@/features/online/list-batches";
import { listTokens, type TokenRow } from "@/features/online/list-tokens";
import type { Messages } from "@/messages";
import { environment } from "@/server/env";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { TextField } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { Tag } from "@/ui/tag";
import { make } from "./actions";
import { ShownOnce } from "./shown-once";

export const generateMetadata = navTitle("platform");

const Query = z.object({ done: z.literal("revoke").optional().catch(undefined) });

/** How the online platform gets in, and what it brought. */
export default rolePage("city", "platform", async (actor, { searchParams }) => {
  const query = Query.parse(await searchParams);
  const [messages, { tokens, platformIsThere }, batches] = await Promise.all([
    currentMessages(),
    listTokens(actor),
    listBatches(actor),
  ]);
  const words = messages.platform;
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} />
      {query.done && <Banner tone="good">{words.revoked}</Banner>}
      <Card title={words.tokens}>
        <DataTable
          caption={words.tokens}
          columns={tokenColumns(messages)}
          rows={tokens}
          rowKey={(token) => token.id}
          empty={<EmptyState text={words.noTokens}>{platformIsThere && words.noTokensHint}</EmptyState>}
        />
      </Card>
      <Card title={words.make} id="make">
        {platformIsThere ? (
          <ActionForm action={make} words={messages.forms}>
            <ShownOnce label={words.shownOnce} hint={words.shownOnceHint} />
            <TextField name="tokenName" label={words.name} hint={words.nameHint} maxLength={60} />
            <SubmitButton>{words.make}</SubmitButton>
          </ActionForm>
        ) : (
          <p>{words.noPlatform}</p>
        )}
      </Card>
      <Card title={words.batches}>
        <DataTable
          caption={words.batches}
          columns={batchColumns(messages)}
          rows={batches}
          rowKey={(batch) => batch.id}
          empty={<EmptyState text={words.noBatches}>{words.noBatchesHint}</EmptyState>}
        />
      </Card>
      <Card title={words.document}>
        <p>
          {words.documentLead} <a href="/api/v1/openapi.json">{words.documentLink}</a>
        </p>
        <p className="mt-3 font-medium">{words.example}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
        <pre tabIndex={0} className="mt-1 overflow-x-auto rounded-md border border-line bg-ground px-3 py-2 text-sm">
          {curlExample(environment().PUBLIC_ORIGIN)}
        </pre>
      </Card>
    </>
  );
});

function tokenColumns({ platform: words }: Messages): Column<TokenRow>[] {
  const { tokenColumns: names } = words;
  return [
    { key: "name", header: names.name, heading: true, cell: (token) => token.name },
    { key: "made", header: names.made, cell: (token) => words.madeBy(token.createdBy, dateTime(token.createdAt)) },
    {
      key: "lastUsed",
      header: names.lastUsed,
      cell: (token) => (token.lastUsedAt ? dateTime(token.lastUsedAt) : words.neverUsed),
    },
    {
      key: "state",
      header: names.state,
      cell: ({ revokedAt }) =>
        revokedAt ? (
          <Tag tone="plain" shape="ban">
            {words.revokedAt(dateTime(revokedAt))}
          </Tag>
        ) : (
          <Tag tone="good">{words.valid}</Tag>
        ),
    },
    {
      key: "action",
      header: names.action,
      cell: (token) =>
        token.revokedAt ? null : (
          <a href={`/city/platform/${token.id}`} aria-label={words.revokeNamed(token.name)}>
            {words.revoke}
          </a>
        ),
    },
  ];
}

function batchColumns({ platform: { batchColumns: names } }: Messages): Column<BatchRow>[] {
  return [
    { key: "at", header: names.at, heading: true, cell: (batch) => dateTime(batch.receivedAt) },
    { key: "token", header: names.token, cell: (batch) => batch.tokenName },
    { key: "rows", header: names.rows, numeric: true, cell: (batch) => batch.rows },
    { key: "posted", header: names.posted, numeric: true, cell: (batch) => batch.counts.posted },
    { key: "unchanged", header: names.unchanged, numeric: true, cell: (batch) => batch.counts.unchanged },
    { key: "refused", header: names.refused, numeric: true, cell: (batch) => batch.counts.refused },
    { key: "id", header: names.id, cell: (batch) => <span className="font-mono text-xs">{batch.id}</span> },
  ];
}

const curlExample = (origin: string) => `curl ${origin}/api/v1/online-training \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: 2019-batch-1" \\
  -d '{"results": [{"resultId": "2019-000001", "person": {"teacherNumber": "4107250002", "name": "李秀兰"},
       "studyYear": 2019, "hours": 16, "finishedOn": "2019-11-20"}]}'`;
