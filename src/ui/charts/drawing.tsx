import { BarChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { type EChartsCoreOption, init, use as withParts } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { createElement, type ReactNode } from "react";
import { invariant } from "@/rules/invariant";

withParts([BarChart, GridComponent, SVGRenderer]);

/** Where a mark can be followed: a box over it, large enough for a finger (WCAG 2.5.8), with a name of its own. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
  href: string;
  /** What is behind it, with its figure. */
  name: string;
}

/** One chart at one width, in pixels; text in it has `TEXT` of them. */
export interface Plan {
  width: number;
  height: number;
  option: EChartsCoreOption;
  areas: (chart: Coordinates) => readonly Area[];
}

/** Where a place of the horizontal or vertical axis lies, in pixels. */
export interface Coordinates {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** At 320 pixels a chart that is made for 360 is shrunk to 86 %: it stays at 12. */
export const TEXT = 14;

/** What echarts' painter for SVG makes before it becomes text. */
interface Vnode {
  tag: string;
  key: string;
  attrs?: Readonly<Record<string, string | number | boolean | undefined>>;
  children?: readonly (Vnode | null)[];
  text?: string;
}

interface SvgPainter {
  renderToVNode: (options: { animation: false; emphasis: false }) => Vnode;
}

const paintsSvg = (painter: object): painter is SvgPainter => "renderToVNode" in painter;

/**
 * Draws on the server what a browser shows without any script. Elements are made of echarts' own nodes and not of its text:
 * it writes names into that unescaped, and inline styles that the site's policy forbids.
 * @param className for which widths it is
 */
export function Drawing({ plan, label, className }: { plan: Plan; label: string; className: string }) {
  const { width, height } = plan;
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontSize: TEXT, color: "var(--color-ink)" }, ...plan.option });
    const { painter } = chart.getZr();
    invariant(paintsSvg(painter), "charts are painted as SVG");
    const drawn = painter.renderToVNode({ animation: false, emphasis: false });
    const areas = plan.areas({
      x: (value) => Number(chart.convertToPixel({ xAxisIndex: 0 }, value)),
      y: (value) => Number(chart.convertToPixel({ yAxisIndex: 0 }, value)),
    });
    return (
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role={areas.length > 0 ? "group" : "img"}
        aria-label={label}
        className={`h-auto max-w-full ${className}`}
      >
        {areas.map((area) => (
          <a key={`${area.x} ${area.y}`} href={area.href} aria-label={area.name} className="group">
            <rect
              {...{ x: area.x, y: area.y, width: area.width, height: area.height }}
              className="fill-transparent group-hover:fill-accent-soft group-focus-visible:fill-accent-soft"
            />
          </a>
        ))}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused; every figure is in a link's name and in the table below */}
        <g aria-hidden="true" className="pointer-events-none">
          {drawn.children?.map(element)}
        </g>
      </svg>
    );
  } finally {
    chart.dispose();
  }
}

function element(node: Vnode | null): ReactNode {
  if (!node || isNothing(node)) return null;
  const { tag, key, attrs = {}, children = [], text } = node;
  return createElement(tag, { key, ...attributes(attrs) }, text, ...children.map(element));
}

/** The ground, which the page has itself; bars of nothing; groups and definitions without content. */
const isNothing = ({ tag, attrs, children }: Vnode) =>
  attrs?.fill === "none" && attrs.stroke === undefined
    ? true
    : (tag === "g" || tag === "defs") && (children ?? []).length === 0;

/** For other programs, or for what the page says itself: the font. */
const DROPPED = /^(ecmeta_|xml|style$)/;

function attributes(attrs: NonNullable<Vnode["attrs"]>): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attrs)) {
    if (typeof value !== "boolean" && value !== undefined && !DROPPED.test(name)) kept[camelCase(name)] = value;
  }
  if (typeof attrs.style === "string") Object.assign(kept, fontOf(attrs.style));
  return kept;
}

const camelCase = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function fontOf(style: string): Record<string, string> {
  const size = /font-size:\s*([\d.]+)/.exec(style)?.[1];
  const weight = /font-weight:\s*(\w+)/.exec(style)?.[1];
  return { ...(size && { fontSize: size }), ...(weight && { fontWeight: weight }) };
}
