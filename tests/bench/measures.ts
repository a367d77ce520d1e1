import { type Bench, type Measure, NotMeasured, type Product, type Result } from "./bench";
import { homeInDatabase, queueInDatabase } from "./database-time";
import { decisions } from "./decisions";
import { compare } from "./load-generator";
import { countyQueue, deepQuery, type MeasuredPage, pageResult, perSecond, sideOf, teacherHome } from "./pages";
import { rosters } from "./rosters";
import { pageScripts } from "./scripts";
import { dashboard, recomputing } from "./statistics";

/** How far down «a deep page» is, in pages. */
const DEEP = 20;

/** Everything that is measured, in this order; a new row is one line. */
export const MEASURES: Measure[] = [
  {
    id: "S1",
    job: "teacher's home",
    run: (bench) => pageResult(bench, teacherHome(bench.product), 0.8, "Payload 3, 306/s"),
  },
  {
    id: "S2",
    job: "county's queue, first page",
    run: (bench) => pageResult(bench, countyQueue(bench.product), 0.7, "Directus 12, 254/s"),
  },
  { id: "S2", job: "county's queue, a deep page", run: deepPage },
  { id: "S3", job: "teacher's home, time in the database", run: homeInDatabase },
  { id: "S3", job: "county's queue, time in the database", run: queueInDatabase },
  { id: "S4", job: "decision that posts", run: decisions },
  { id: "S5", job: "roster of 10,000, from .xlsx to posted", run: rosters },
  { id: "S6", job: "the city's figures of completion", run: dashboard },
  { id: "S7", job: "teacher's home, ten times the data", run: (bench) => tenfold(bench, teacherHome) },
  { id: "S7", job: "county's queue, ten times the data", run: (bench) => tenfold(bench, countyQueue) },
  { id: "S8", job: "every balance anew by the rules", run: recomputing },
  { id: "S9", job: "first-load JavaScript", run: (bench) => pageScripts(bench, everyPage(bench.product)) },
];

async function deepPage(bench: Bench): Promise<Result> {
  const { product, pace } = bench;
  const deep = countyQueue(product, await deepQuery(product, DEEP));
  const { ratio, tried, baseline } = await compare(sideOf(product, deep), sideOf(product, countyQueue(product)), pace);
  return {
    measured: perSecond(tried),
    baseline: `${perSecond(baseline)}, first page`,
    ratio,
    target: { atLeast: 0.95 },
  };
}

async function tenfold({ product, tenfold, pace }: Bench, page: (of: Product) => MeasuredPage): Promise<Result> {
  if (!tenfold) throw new NotMeasured("asks for --scale 10");
  const { ratio, tried, baseline } = await compare(
    sideOf(tenfold, page(tenfold)),
    sideOf(product, page(product)),
    pace,
  );
  return {
    measured: perSecond(tried),
    baseline: `${perSecond(baseline)}, one city`,
    ratio: 1 / ratio,
    target: { atMost: 1.2 },
    note: "ratio of the times",
  };
}

/** One page of each kind; what all of them share is in each. */
const everyPage = ({ people: { teachers, school, county, city } }: Product) => [
  { path: "/sign-in", by: undefined },
  { path: "/notice", by: undefined },
  ...["/teacher", "/teacher/credits", "/teacher/credits/new"].map((path) => ({ path, by: teachers[0] })),
  ...["/school", "/school/queue", "/school/teachers", "/school/credits/new"].map((path) => ({ path, by: school })),
  ...["/county", "/county/credits", "/county/teachers"].map((path) => ({ path, by: county })),
  ...["/city", "/city/credits"].map((path) => ({ path, by: city })),
];
