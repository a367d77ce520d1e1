import type { ReactNode } from "react";

/** A sheet of paper on the ground, with its own heading where it has one. */
export function Card({
  title,
  aside,
  id,
  children,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section id={id} className="mb-4 rounded-md border border-line bg-paper px-4 py-4 sm:px-5">
      {title && (
        <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-base">{title}</h2>
          {aside && <div className="text-sm text-soft">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
