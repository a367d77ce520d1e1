import type { ReactNode } from "react";

const TONES = { good: "text-good", warn: "text-warn", bad: "text-bad" } as const;

interface Figure {
  name: string;
  value: ReactNode;
  tone?: keyof typeof TONES | undefined;
}

/** A few numbers that say how a thing stands, each with its name. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      {figures.map(({ name, value, tone }) => (
        <div key={name}>
          <dt className="text-sm text-soft">{name}</dt>
          <dd className={`text-xl ${tone ? TONES[tone] : ""}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
