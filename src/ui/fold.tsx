"use client";

import type { ReactNode } from "react";
import { useAnswered } from "./action-form";

/**
 * The fields of an ActionForm behind a line that opens: opened by the browser itself, so it works without JavaScript. What was
 * answered lies open: without JavaScript the page is made anew, and errors in a closed fold would be seen by nobody.
 */
export function Fold({ summary, danger, children }: { summary: string; danger: boolean; children: ReactNode }) {
  const answered = useAnswered();
  return (
    <details open={answered} className="mb-2 rounded-md border border-line bg-paper px-3 open:pb-3">
      <summary className={`min-h-11 cursor-pointer py-2 ${danger ? "text-bad" : "text-accent"}`}>{summary}</summary>
      {children}
    </details>
  );
}
