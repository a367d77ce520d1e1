import Link from "next/link";
import type { Messages } from "@/messages";

/** The way on to the next page of a list, and back to its first one; the place is in the URL. */
export function Pagination({
  firstHref,
  nextHref,
  messages: { shell },
}: {
  /** Null on the first page. */
  firstHref: string | null;
  /** Null on the last page. */
  nextHref: string | null;
  messages: Messages;
}) {
  if (!firstHref && !nextHref) return null;
  return (
    <nav aria-label={shell.pages} className="my-3 flex gap-6">
      {firstHref && (
        <Link href={firstHref} prefetch={false} className="py-2">
          {shell.firstPage}
        </Link>
      )}
      {nextHref && (
        <Link href={nextHref} prefetch={false} rel="next" className="py-2">
          {shell.nextPage}
        </Link>
      )}
    </nav>
  );
}
