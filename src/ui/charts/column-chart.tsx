import { Drawing, type Plan, TEXT } from "./drawing";

/** One column of a place on the axis. */
export interface Column {
  value: number;
  /** The list behind it. */
  href: string;
  /** «2019 年，总学分达标 812 人». */
  name: string;
}

export interface ColumnPlace {
  key: string | number;
  name: string;
  /** One for each of the chart's series. */
  columns: readonly Column[];
}

const HEIGHT = 220;
const TOP = 26;
const BOTTOM = 34;
/** A range of numbers («216.1–288») takes two lines where columns are narrow. */
const BOTTOM_OF_TWO = 50;
const NARROW_SLOT = 80;
const INK = "var(--color-ink)";
/** Told apart by filling and by outline, not by colour alone. */
const LOOKS = [
  { color: "var(--color-accent)" },
  { color: "var(--color-paper)", borderColor: "var(--color-online)", borderWidth: 2 },
] as const;
/** Above so many columns their figures would run into each other. */
const MOST_LABELLED = 14;

/** Amounts beside each other, by year, class or week, each a link; with one or two series. */
export function ColumnChart({
  places,
  series,
  label,
}: {
  places: readonly ColumnPlace[];
  /** The names of the series, for the key; one needs none. */
  series: readonly string[];
  label: string;
}) {
  if (places.length === 0) return null;
  return (
    <>
      {series.length > 1 && <Key series={series} />}
      <Drawing plan={planOf(places, series.length, 720)} label={label} className="hidden sm:block" />
      <Drawing plan={planOf(places, series.length, 330)} label={label} className="sm:hidden" />
    </>
  );
}

function Key({ series }: { series: readonly string[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-5 text-sm">
      {series.map((name, index) => (
        <li key={name} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={`inline-block size-3 ${index === 0 ? "bg-accent" : "border-2 border-online bg-paper"}`}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}

function planOf(places: readonly ColumnPlace[], count: number, width: number): Plan {
  const slot = width / places.length;
  const most = Math.max(1, ...places.flatMap(({ columns }) => columns.map(({ value }) => value)));
  // Half of a narrow screen's places have no room for their name.
  const every = width / places.length < 42 ? 2 : 1;
  const names = places.map(({ name }) => (slot < NARROW_SLOT ? name.replace("–", "–\n") : name));
  const twoLines = names.some((name) => name.includes("\n"));
  const labelled = places.length * count <= (width > 400 ? MOST_LABELLED * 2 : MOST_LABELLED / 1.4);
  return {
    width,
    height: HEIGHT,
    option: {
      grid: { left: 0, right: 0, top: TOP, bottom: twoLines ? BOTTOM_OF_TWO : BOTTOM },
      xAxis: {
        type: "category",
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "var(--color-edge)" } },
        axisLabel: { color: INK, fontSize: TEXT, lineHeight: 17, interval: every - 1, hideOverlap: !twoLines },
      },
      yAxis: { type: "value", min: 0, max: most, show: false },
      series: Array.from({ length: count }, (_, index) => ({
        type: "bar",
        barMaxWidth: 40,
        barGap: "15%",
        data: places.map(({ columns }) => columns[index]?.value ?? 0),
        itemStyle: LOOKS[index] ?? LOOKS[0],
        label: { show: labelled, position: "top", color: INK, fontSize: TEXT },
      })),
    },
    areas: () =>
      places.flatMap(({ columns }, place) =>
        columns.map(({ href, name }, index) => ({
          ...{ x: place * slot + (index * slot) / count, y: 0, width: slot / count, height: HEIGHT },
          ...{ href, name },
        })),
      ),
  };
}
