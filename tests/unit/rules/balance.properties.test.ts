import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Balance, computeBalance } from "@/rules/balance";
import { formatTenths, parseTenths } from "@/rules/credits";
import { defaultPolicy2016 } from "@/rules/policy";
import { type CreditFact, netFacts, type Posting } from "@/rules/postings";
import { employments, fact, facts, withItsOrders } from "./arbitrary-facts";

const policy = defaultPolicy2016;

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const figures = ({ lines: _, ...rest }: Balance) => rest;

describe("what always holds of a balance", () => {
  test("nothing counts more than was recorded, nothing less than zero, and what is lost is told", () => {
    fc.assert(
      fc.property(employments, facts, (periods, all) => {
        const balance = computeBalance(policy, periods, all);
        for (const line of balance.lines) {
          expect(line.countedTenths).toBeGreaterThanOrEqual(0);
          expect(line.countedTenths + (line.loss?.lostTenths ?? 0)).toBe(line.recordedTenths);
        }
        expect(sum(balance.lines.map((line) => line.countedTenths))).toBe(balance.totalTenths);
      }),
    );
  });

  test("online never counts above 16 a year nor 80 in the cycle", () => {
    fc.assert(
      fc.property(employments, facts, (periods, all) => {
        const balance = computeBalance(policy, periods, all);
        for (const year of balance.years)
          expect(Math.max(year.onlineTenths, year.deemedOnlineTenths)).toBeLessThanOrEqual(160);
        expect(balance.onlineMetTenths).toBeLessThanOrEqual(800);
        expect(balance.onlineTenths).toBeLessThanOrEqual(balance.onlineMetTenths);
      }),
    );
  });

  test("the order of entries doesn't matter", () => {
    fc.assert(
      fc.property(employments, withItsOrders, (periods, [all, shuffled]) => {
        expect(computeBalance(policy, periods, shuffled)).toEqual(computeBalance(policy, periods, all));
      }),
    );
  });

  test("one more entry never lowers a total, nor what meets the online duty, nor completion", () => {
    fc.assert(
      fc.property(employments, facts, fact, (periods, all, more) => {
        fc.pre(all.every((one) => one.id !== more.id));
        const before = computeBalance(policy, periods, all);
        const after = computeBalance(policy, periods, [...all, more]);
        expect(after.totalTenths).toBeGreaterThanOrEqual(before.totalTenths);
        expect(after.onlineMetTenths).toBeGreaterThanOrEqual(before.onlineMetTenths);
        expect(after.complete || !before.complete).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("nothing but online credits or a named deemed rule moves the 80", () => {
    const others = facts.map((all) =>
      all.filter(({ source }) => source !== "online" && source !== "support_teaching" && source !== "degree"),
    );
    fc.assert(
      fc.property(employments, facts, others, (periods, all, more) => {
        const online = all.filter(({ source }) => source === "online");
        const met = (of: CreditFact[]) => computeBalance(policy, periods, of);
        expect(met([...online, ...more]).onlineMetTenths).toBe(met(online).onlineMetTenths);
        expect(met([...online, ...more]).missingOnlineTenths).toBe(met(online).missingOnlineTenths);
      }),
    );
  });

  test("a reversal undoes a posting exactly, as if neither were", () => {
    const ledgers = facts.chain((all) =>
      fc.tuple(fc.constant(all), fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(employments, ledgers, (periods, [all, reversed]) => {
        const posted: Posting[] = all.map((one, index) => ({ ...one, seq: index + 1, reversesSeq: null }));
        const reversals = posted
          .filter((_, index) => reversed[index])
          .map((one, index) => ({ ...one, seq: all.length + index + 1, tenths: -one.tenths, reversesSeq: one.seq }));
        const kept = all.filter((_, index) => !reversed[index]);
        expect(netFacts([...posted, ...reversals])).toEqual(kept);
        expect(figures(computeBalance(policy, periods, netFacts([...posted, ...reversals])))).toEqual(
          figures(computeBalance(policy, periods, kept)),
        );
      }),
    );
  });
});

test("a number that is shown is the number that is read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), (tenths) => {
      expect(parseTenths(formatTenths(tenths))).toEqual({ ok: true, tenths });
    }),
  );
});
