const PATHS = {
  wait: "M4 2l6 4-6 4z",
  check: "M2 6.5l2.8 2.8L10 3.5",
  cross: "M3 3l6 6M9 3l-6 6",
  back: "M5 2.5L2 5.5l3 3M2.5 5.5H8a2 2 0 0 1 0 5H6",
  circle: "M6 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  ban: "M6 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zM3.2 3.2l5.6 5.6",
  diamond: "M6 1.5L10.5 6 6 10.5 1.5 6z",
  alert: "M6 2v5M6 9.4v.6",
  plus: "M6 2v8M2 6h8",
  minus: "M2 6h8",
  change: "M1.5 7.5c1.5-3 3-3 4.5-1.5s3 1.5 4.5-1.5",
} as const;

export type ShapeName = keyof typeof PATHS;

/** A small sign beside a word, so that a state is never told by colour alone. Drawn, because phones turn such characters into pictures. */
export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={`inline-block size-3 shrink-0 ${name === "wait" ? "fill-current" : "fill-none"}`}
      stroke="currentColor"
      strokeWidth={name === "wait" ? 0 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
