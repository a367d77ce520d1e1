import type { ReactNode } from "react";

/** Nothing to list: says so, and what to do now. */
export function EmptyState({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="rounded-md border border-line border-dashed bg-paper px-4 py-8 text-center">
      <p className="text-soft">{text}</p>
      {children && <div className="mt-3">{children}</div>}
    </div>
  );
}
