import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  href: string;
  text: string;
}

/** What the page is and for whom, with the way back to what it is part of. */
export function PageTitle({
  title,
  lead,
  crumbs = [],
  crumbsLabel,
  actions,
}: {
  title: ReactNode;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  /** messages.shell.breadcrumbs; needed with crumbs. */
  crumbsLabel?: string;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-4">
      {crumbs.length > 0 && (
        <nav aria-label={crumbsLabel} className="mb-1 text-sm">
          <ol className="flex flex-wrap gap-x-2">
            {crumbs.map(({ href, text }) => (
              <li key={href} className="after:pl-2 after:text-soft after:content-['/']">
                <Link href={href} prefetch={false}>
                  {text}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl">{title}</h1>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {lead && <p className="mt-1 max-w-3xl text-pretty text-soft">{lead}</p>}
    </header>
  );
}
