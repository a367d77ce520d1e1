import { useId } from "react";

/**
 * How much of a duty is done: the online part, the rest of what counts, and what is under way. Any unit, one for all four.
 * @param label the same in words, for those who don't see the bar
 */
export function Meter({
  online = 0,
  counted = 0,
  pending = 0,
  required,
  label,
}: {
  online?: number;
  counted?: number;
  pending?: number;
  required: number;
  label: string;
}) {
  const stripes = useId();
  const whole = Math.max(required, 1);
  let used = 0;
  const part = (amount: number) => {
    const from = Math.min(used, whole);
    used += Math.max(amount, 0);
    return { x: percent(from, whole), width: percent(Math.min(used, whole) - from, whole) };
  };
  return (
    <svg role="img" aria-label={label} width="100%" height="12" className="block overflow-hidden rounded-sm bg-track">
      <defs>
        <pattern id={stripes} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" className="fill-pending-soft" />
          <rect width="4" height="8" className="fill-pending" />
        </pattern>
      </defs>
      <rect {...part(online)} height="12" className="fill-online" />
      <rect {...part(counted)} height="12" className="fill-accent" />
      <rect {...part(pending)} height="12" fill={`url(#${stripes})`} />
    </svg>
  );
}

const percent = (amount: number, whole: number) => `${Math.round((amount / whole) * 1000) / 10}%`;
