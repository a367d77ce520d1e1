import type { ReactNode } from "react";
import { Shape, type ShapeName } from "./shape";

export type BannerTone = "info" | "good" | "warn" | "bad";

const TONES: Record<BannerTone, [string, ShapeName]> = {
  info: ["border-accent bg-accent-soft", "diamond"],
  good: ["border-good bg-good-soft", "check"],
  warn: ["border-warn bg-warn-soft", "alert"],
  bad: ["border-bad bg-bad-soft", "cross"],
};

/** A message about the whole page: what was done, what to mind. */
export function Banner({ tone, title, children }: { tone: BannerTone; title?: string; children?: ReactNode }) {
  const [classes, shape] = TONES[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={`mb-4 flex gap-2 rounded-md border-l-4 px-4 py-3 ${classes}`}
    >
      <span className="flex h-[1.7em] items-center">
        <Shape name={shape} />
      </span>
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
