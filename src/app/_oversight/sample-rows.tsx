import type { SampleItemView } from "@/features/oversight/read-sample";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Column } from "@/ui/data-table";
import { StatusTag, Tag } from "@/ui/tag";

/** What came of the second look, and what became of the credit where that is no longer posted. */
export function SampleResultTag({
  item: { result, status },
  messages,
}: {
  item: Pick<SampleItemView, "result" | "status">;
  messages: Messages;
}) {
  const words = messages.oversight.sampling;
  return (
    <span className="flex flex-wrap gap-1">
      {result === null ? (
        <Tag tone="wait" shape="wait">
          {words.waiting}
        </Tag>
      ) : (
        <Tag tone={result === "wrong" ? "bad" : "good"}>{words.results[result]}</Tag>
      )}
      {status !== "posted" && <StatusTag status={status} messages={messages} />}
    </span>
  );
}

/** The drawn credits in the order of the draw. */
export function sampleColumns(base: string, messages: Messages): Column<SampleItemView>[] {
  const words = messages.oversight.sampling;
  const { itemColumns: names } = words;
  return [
    {
      key: "teacher",
      header: names.teacher,
      heading: true,
      cell: (item) => (
        <a href={`${base}/${item.position}`} className="whitespace-nowrap">
          {item.position}. {item.teacherName}
        </a>
      ),
    },
    { key: "school", header: names.school, cell: (item) => item.schoolName },
    {
      key: "title",
      header: names.title,
      cell: (item) => `${messages.credits.sources[item.source]} · ${item.title}`,
    },
    { key: "credits", header: names.credits, numeric: true, cell: (item) => formatTenths(item.creditsTenths) },
    {
      key: "officer",
      header: names.officer,
      cell: (item) => item.checkedName ?? item.assignedName ?? <span className="text-soft">{words.unassigned}</span>,
    },
    { key: "result", header: names.result, cell: (item) => <SampleResultTag item={item} messages={messages} /> },
  ];
}
