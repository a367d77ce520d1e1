export interface YearBar {
  year: number;
  /** All that counts in the year, online included. */
  total: number;
  online: number;
  /** The total as it is shown. */
  text: string;
  /** The online part in words, for those who don't see the bar. */
  onlineText: string;
}

const HEIGHT = 72;
/** A year without any credit still has its ground line. */
const GROUND_LINE = 1;

/** The credits of each year of the cycle; the online part has its own colour and is named in the key below. */
export function YearBars({
  bars,
  otherWord,
  onlineWord,
}: {
  bars: readonly YearBar[];
  otherWord: string;
  onlineWord: string;
}) {
  const most = Math.max(1, ...bars.map((bar) => bar.total));
  const pixels = (amount: number) => Math.round((amount / most) * HEIGHT);
  return (
    <>
      <ol className="flex h-32 items-end gap-2 text-center text-xs">
        {bars.map(({ year, total, online, text, onlineText }) => {
          const whole = Math.max(GROUND_LINE, pixels(total));
          const below = Math.min(whole, pixels(online));
          return (
            <li key={year} className="flex-1">
              <span className="sr-only">{year}: </span>
              {text}
              <svg aria-hidden="true" width="100%" height={whole} className="block">
                <rect width="100%" height={whole - below} className="fill-accent" />
                <rect y={whole - below} width="100%" height={below} className="fill-online" />
              </svg>
              <span aria-hidden="true">{year}</span>
              <span className="sr-only">
                {onlineWord} {onlineText}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="mt-1 flex flex-wrap gap-x-4 text-xs text-soft">
        <Key className="fill-accent" word={otherWord} />
        <Key className="fill-online" word={onlineWord} />
      </p>
    </>
  );
}

function Key({ className, word }: { className: string; word: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <svg aria-hidden="true" width="10" height="10">
        <rect width="10" height="10" className={className} />
      </svg>
      {word}
    </span>
  );
}
