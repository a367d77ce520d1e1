import { describe, expect, test } from "vitest";
import { headingOf, sentenceOf } from "@/app/_inbox/message-words";
import type { MessageLine } from "@/features/inbox/list-messages";
import type { MessageDetails } from "@/features/inbox/messages";
import { LOCALES, messagesFor } from "@/messages";
import { MESSAGE_KINDS, type MessageKind } from "@/rules/message-kinds";
import { PROJECT_ACTIONS } from "@/rules/project-approval";

const AT = new Date("2019-12-20T02:00:00Z");
const line = (kind: MessageKind, details: MessageDetails, teacherName: string | null = null): MessageLine => ({
  ...{ id: 1, kind, subjectId: null, title: "课堂观察", details, at: AT, readAt: null },
  ...{ target: null, teacherName },
});

const DETAILS: MessageDetails[] = [
  {},
  { source: "mooc", creditsTenths: 245, reason: "hours-differ" },
  { creditsTenths: 1440, entries: 2 },
  { creditsTenths: 120, turn: "recalled" },
  { creditsTenths: 120, turn: "corrected" },
  { participants: 3, reason: "did-not-attend" },
  ...[...PROJECT_ACTIONS, "add", "decline"].map(
    (action) => ({ action, participants: 1, reason: "roster-wrong" }) as const,
  ),
  { source: "degree", fromYear: 2016, toYear: 2019, number: 2, reason: "seal-missing" },
  { source: "mooc", lastDay: "2020-01-15", daysLeft: 7, waiting: 3 },
  { source: "mooc", lastDay: "2020-01-15", daysLeft: 0, waiting: 0 },
  { fromDay: "2019-12-23", toDay: "2019-12-27" },
];

describe.each(LOCALES)("a message in %s", (locale) => {
  const messages = messagesFor(locale);

  test.each(MESSAGE_KINDS)("%s says a whole sentence, whatever it was told of", (kind) => {
    for (const details of DETAILS) {
      const sentence = sentenceOf(line(kind, details), messages);
      expect(sentence).not.toMatch(/undefined|NaN|null|\[object/);
      expect(sentence).toMatch(/[。.]$/);
    }
  });

  test("names its reason, its credits and, to staff, whose it is", () => {
    const details = { source: "mooc", creditsTenths: 245, reason: "hours-differ" } as const;
    const returned = sentenceOf(line("entry_returned", details, "王建国"), messages);
    expect(returned).toContain("王建国");
    expect(returned).toContain(messages.reasons["hours-differ"]);
    expect(sentenceOf(line("entry_posted", details), messages)).toContain("24.5");
  });

  test("tells a decision that was taken back by another sign than the decision", () => {
    const taken = headingOf(line("entry_posted", { turn: "recalled" }), messages);
    expect(taken.word).not.toBe(headingOf(line("entry_posted", {}), messages).word);
    expect(headingOf(line("project_refused", { action: "recall" }), messages)).toEqual(taken);
  });
});
