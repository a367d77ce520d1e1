import { Drawing, type Plan, TEXT } from "./drawing";

/** One bar: a part of a whole, with the list that is behind it. */
export interface Bar {
  key: string | number;
  name: string;
  part: number;
  whole: number;
  href: string;
  /** The figures in words: «37 / 120 人，31%». */
  label: string;
}

const BAR = 16;
const GAP = 8;
const COLOURS = { part: "var(--color-accent)", rest: "var(--color-track)", ink: "var(--color-ink)" };

/** How much of each whole is done, under each other, each bar a link; as wide as the reader's screen allows. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: string }) {
  if (bars.length === 0) return null;
  return (
    <>
      <Drawing plan={planOf(bars, WIDE)} label={label} className="hidden sm:block" />
      <Drawing plan={planOf(bars, NARROW)} label={label} className="sm:hidden" />
    </>
  );
}

interface Widths {
  width: number;
  row: number;
  /** Room for the names before the bars; null: they stand above them, where a narrow screen has room for all of a name. */
  names: number | null;
  figures: number;
}
const WIDE: Widths = { width: 720, row: 34, names: 190, figures: 150 };
const NARROW: Widths = { width: 330, row: 52, names: null, figures: 118 };

const shareOf = ({ part, whole }: Bar) => (whole > 0 ? part / whole : 0);

/** Before the axis, or inside it and above the bar. */
const nameLabel = (names: number | null, width: number) =>
  names === null
    ? { inside: true, width, margin: 0, verticalAlign: "bottom", padding: [0, 0, BAR / 2 + 3, 0] }
    : { width: names - GAP, margin: names, padding: 0 };

function planOf(bars: readonly Bar[], { width, row, names, figures }: Widths): Plan {
  const height = bars.length * row;
  const shares = bars.map(shareOf);
  return {
    width,
    height,
    option: {
      grid: { left: names ?? 0, right: figures, top: 0, bottom: 0 },
      xAxis: { type: "value", min: 0, max: 1, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: bars.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          color: COLOURS.ink,
          fontSize: TEXT,
          overflow: "truncate",
          interval: 0,
          align: "left",
          ...nameLabel(names, width),
        },
      },
      series: [
        { type: "bar", stack: "all", barWidth: BAR, data: shares, itemStyle: { color: COLOURS.part } },
        {
          type: "bar",
          stack: "all",
          barWidth: BAR,
          data: bars.map((bar, index) => ({
            value: 1 - (shares[index] ?? 0),
            label: {
              show: true,
              position: "right",
              distance: GAP,
              color: COLOURS.ink,
              fontSize: TEXT,
              formatter: bar.label,
            },
          })),
          itemStyle: { color: COLOURS.rest },
        },
      ],
    },
    areas: () =>
      bars.map((bar, index) => ({
        ...{ x: 0, y: index * row, width, height: row },
        href: bar.href,
        name: `${bar.name} ${bar.label}`,
      })),
  };
}
