import type { Balance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import { CLAUSES, type Clause } from "@/rules/clauses";
import type { BalanceLine } from "@/rules/counting";
import { formatTenths } from "@/rules/credits";
import type { Locale, Messages } from ".";

/** What a transcript says, before it has words. */
interface TranscriptFacts {
  teacher: { name: string; teacherNumber: string; maskedIdentity: string; schoolName: string };
  cycle: { name: string; fromYear: number; toYear: number };
  printedOn: CalendarDate;
  required: { annualTotalTenths: number; annualOnlineTenths: number };
  balance: Balance;
  entries: readonly (BalanceLine & { title: string; endedOn: CalendarDate | null })[];
}

interface DocumentColumn {
  header: string;
  /** In characters; a Chinese one takes two. */
  width: number;
  numeric: boolean;
}

type Pair = [label: string, value: string];

/** A transcript in words. */
interface TranscriptDocument {
  lang: "zh" | "en";
  title: string;
  heading: string;
  name: string;
  facts: Pair[];
  sentence: string;
  remarks: string[];
  totals: Pair[];
  yearsTitle: string;
  years: { columns: DocumentColumn[]; rows: string[][] };
  entriesTitle: string;
  entries: { columns: DocumentColumn[]; rows: string[][]; total: string[] };
  note: string;
  signatures: string[];
  page: string[];
}

/** Puts a transcript into words; every number as the pages write it. */
export function transcriptDocument(facts: TranscriptFacts, messages: Messages, locale: Locale): TranscriptDocument {
  const { teacher, cycle, printedOn, balance } = facts;
  const { transcripts: words } = messages;
  const { name, fromYear, toYear } = cycle;
  const [before = "", ...after] = words.page;
  return {
    lang: locale === "zh-CN" ? "zh" : "en",
    title: words.fileName(teacher.name, fromYear, toYear),
    heading: words.heading,
    name: teacher.name,
    facts: [
      [words.facts.name, teacher.name],
      [words.facts.identity, teacher.maskedIdentity],
      [words.facts.number, teacher.teacherNumber],
      [words.facts.school, teacher.schoolName],
      [words.facts.cycle, words.cycleOf(name, fromYear, toYear)],
      [words.facts.printedOn, printedOn],
    ],
    sentence: sentenceOf(balance, messages),
    remarks: remarksOf(balance, messages),
    totals: totalsOf(balance, messages),
    yearsTitle: words.years,
    years: yearsOf(facts, messages),
    entriesTitle: words.entries,
    entries: entriesOf(facts, messages),
    note: words.note,
    signatures: words.signatures,
    page: [`${teacher.name} · ${teacher.teacherNumber} · ${before}`, ...after],
  };
}

function sentenceOf(balance: Balance, { transcripts: words }: Messages): string {
  const { missingTotalTenths, missingOnlineTenths } = balance;
  const online = formatTenths(missingOnlineTenths);
  if (balance.owesNothing) return words.owesNothing;
  if (balance.complete) return words.complete;
  if (missingTotalTenths === 0 && missingOnlineTenths === 0) return words.shortYears;
  if (missingTotalTenths === 0) return words.missingOnline(online);
  const total = formatTenths(Math.max(missingTotalTenths, missingOnlineTenths));
  return missingOnlineTenths > 0 ? words.missingBoth(total, online) : words.missing(total);
}

/** What stands beside the sums, each with its ground. */
function remarksOf(balance: Balance, messages: Messages): string[] {
  const { transcripts: words, credits } = messages;
  const duty = balance.years.filter((year) => year.duty).map(({ year }) => year);
  const deemedYears = balance.years.filter(({ deemedOnlineTenths }) => deemedOnlineTenths > 0);
  const remarks: string[] = [];
  if (balance.shortYears.length > 0) {
    const short = balance.shortYears.map(({ year, missingTenths }) =>
      credits.shortYear(year, formatTenths(missingTenths)),
    );
    remarks.push(`${credits.shortYearList(short)}${inBrackets("S", messages)}`);
  }
  if (balance.deemed) {
    const online = balance.deemed.coversOnline
      ? words.degreeOnline(formatTenths(balance.onlineTenths))
      : words.degreeWithoutOnline;
    remarks.push([words.degree, online].join(words.space) + inBrackets(balance.deemed.clause, messages));
  }
  if (deemedYears.length > 0) {
    const years = deemedYears.map(({ year, deemedOnlineTenths }) =>
      words.supportYear(year, formatTenths(deemedOnlineTenths)),
    );
    remarks.push(`${words.support(years.join(words.listSign))}${inBrackets("N3.4", messages)}`);
  }
  if (duty.length < balance.years.length && duty.length > 0) {
    const [total, online] = [balance.requiredTotalTenths, balance.requiredOnlineTenths].map(formatTenths);
    remarks.push(
      `${words.dutyYears(duty.join(words.enumeration), total ?? "", online ?? "")}${inBrackets("N3.10", messages)}`,
    );
  }
  return remarks;
}

function totalsOf(balance: Balance, { transcripts: words }: Messages): Pair[] {
  const of = (has: number, required: number) => words.of(formatTenths(has), formatTenths(required));
  return [
    [words.totals.counted, of(balance.totalTenths, balance.requiredTotalTenths)],
    [words.totals.online, of(balance.onlineMetTenths, balance.requiredOnlineTenths)],
  ];
}

const column = (header: string, width: number, numeric = false): DocumentColumn => ({ header, width, numeric });

function yearsOf({ balance, required }: TranscriptFacts, { transcripts: words }: Messages) {
  const { yearColumns: names } = words;
  const numbers = [names.duty, names.counted, names.online, names.deemed, names.met];
  return {
    columns: [column(names.year, 8), ...numbers.map((header) => column(header, 18, true))],
    rows: balance.years.map((year) => [
      String(year.year),
      year.duty ? formatTenths(required.annualTotalTenths) : words.noDuty,
      formatTenths(year.totalTenths),
      formatTenths(year.onlineTenths),
      formatTenths(year.deemedOnlineTenths),
      year.duty
        ? words.of(formatTenths(year.onlineMetTenths), formatTenths(required.annualOnlineTenths))
        : formatTenths(year.onlineMetTenths),
    ]),
  };
}

function entriesOf({ balance, entries }: TranscriptFacts, messages: Messages) {
  const { transcripts: words, credits } = messages;
  const { entryColumns: names } = words;
  const recordedTenths = entries.reduce((sum, { recordedTenths: tenths }) => sum + tenths, 0);
  return {
    columns: [
      column(names.position, 6, true),
      column(names.title, 32),
      column(names.source, 18),
      column(names.year, 7),
      column(names.endedOn, 12),
      column(names.recorded, 9, true),
      column(names.counted, 9, true),
      column(names.ground, 32),
    ],
    rows: entries.map((entry, index) => [
      String(index + 1),
      entry.title,
      credits.sources[entry.source],
      String(entry.year),
      entry.endedOn ?? "",
      formatTenths(entry.recordedTenths),
      formatTenths(entry.countedTenths),
      groundOf(entry, messages),
    ]),
    total: [
      "",
      entries.length > 0 ? words.total(entries.length) : words.none,
      "",
      "",
      "",
      formatTenths(recordedTenths),
      formatTenths(balance.totalTenths),
      "",
    ],
  };
}

/** By which rule and clause it counts, and where it counts less than was recorded, why. */
function groundOf(line: BalanceLine, messages: Messages): string {
  const { transcripts: words, rules, credits } = messages;
  const named = ({ rule, clause }: Pick<BalanceLine, "rule" | "clause">) =>
    words.withRule(clauseWords(clause, messages), rules.ruleNumber(rule));
  const ground = named(line);
  if (!line.loss) return ground;
  const why = credits.losses[line.loss.code](formatTenths(line.loss.lostTenths));
  const whyGround = named(line.loss);
  return words.lostBecause(ground, why, whyGround === ground ? null : whyGround);
}

const clauseWords = (clause: Clause, { transcripts: words }: Messages): string =>
  clause === "S" ? words.systemGround : words.ground(CLAUSES[clause].label);

const inBrackets = (clause: Clause, messages: Messages): string =>
  messages.transcripts.bracketed(clauseWords(clause, messages));
