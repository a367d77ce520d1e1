import { listHref } from "@/app/_review/list-href";
import type { Messages } from "@/messages";

/** Takes a list out as it is filtered; the browser saves it, so nothing is fetched before it is asked for. */
export function ExportLink({
  list,
  query,
  messages,
}: {
  list: string;
  /** The filters of the page; its place in the list is left out, the export begins at the first row. */
  query: Readonly<Record<string, string | number | undefined>>;
  messages: Messages;
}) {
  const filters = Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || key === "after" ? [] : [[key, String(value)]],
    ),
  );
  return (
    <p className="mb-2">
      <a href={listHref(`/exports/${list}.xlsx`, filters)} download>
        {messages.exports.link}
      </a>
    </p>
  );
}
