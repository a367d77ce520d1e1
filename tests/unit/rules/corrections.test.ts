import { describe, expect, test } from "vitest";
import { type CorrectedValue, judgeCorrection, judgeCorrectionAnswer } from "@/rules/corrections";

const named = (name: string): CorrectedValue => ({ kind: "name", name });
const document = (number: string): CorrectedValue => ({ kind: "identity", document: { kind: "passport", number } });
const FINE = { open: false, taken: false, proved: true, merged: false };
const codes = (violations: { code: string }[]) => violations.map(({ code }) => code);

describe("asking for a correction", () => {
  test("a middle dot alone is a correction of a name; the same letters are none", () => {
    expect(judgeCorrection(named("买买提.艾力"), named("买买提·艾力"), FINE)).toEqual([]);
    expect(codes(judgeCorrection(named("𠮷田"), named("𠮷田"), FINE))).toEqual(["unchanged"]);
    expect(codes(judgeCorrection(document("E12345678"), document("E12345678"), FINE))).toEqual(["unchanged"]);
    expect(judgeCorrection(document("E12345678"), document("E12345679"), FINE)).toEqual([]);
  });

  test("each thing that is missing is named at its field", () => {
    const violations = judgeCorrection(document("E1"), document("E2"), { ...FINE, taken: true, proved: false });
    expect(violations.map(({ code, field }) => [code, field])).toEqual([
      ["identity-taken", "documentNumber"],
      ["evidence-missing", "identity_proof"],
    ]);
  });

  test("a record that was merged, or for which one waits, is not asked about", () => {
    expect(codes(judgeCorrection(named("王"), named("李"), { ...FINE, merged: true, open: true }))).toEqual([
      "record-merged",
    ]);
    expect(codes(judgeCorrection(named("王"), named("李"), { ...FINE, open: true, proved: false }))).toEqual([
      "correction-open",
    ]);
  });
});

describe("answering it", () => {
  const facts = { status: "asked", askedBy: 1, teacherId: 7, taken: false } as const;
  const actor = { accountId: 2, teacherId: null, role: "county" } as const;
  const accept = { accepts: true, note: null };

  test("neither who asked nor whom it is about answers, and nobody twice", () => {
    expect(judgeCorrectionAnswer(accept, facts, actor)).toEqual([]);
    expect(codes(judgeCorrectionAnswer(accept, facts, { ...actor, accountId: 1 }))).toEqual(["correction-own"]);
    expect(codes(judgeCorrectionAnswer(accept, facts, { ...actor, teacherId: 7 }))).toEqual(["correction-own"]);
    for (const status of ["accepted", "declined", "withdrawn"] as const)
      expect(codes(judgeCorrectionAnswer(accept, { ...facts, status }, actor))).toEqual([
        "correction-answered-already",
      ]);
  });

  test("a document of somebody else is declined, with a word", () => {
    expect(codes(judgeCorrectionAnswer(accept, { ...facts, taken: true }, actor))).toEqual(["identity-taken"]);
    expect(codes(judgeCorrectionAnswer({ accepts: false, note: null }, facts, actor))).toEqual(["note-missing"]);
    expect(judgeCorrectionAnswer({ accepts: false, note: "不符" }, { ...facts, taken: true }, actor)).toEqual([]);
  });
});
