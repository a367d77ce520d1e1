import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/server/passwords";

test("a password is kept as argon2id at the cost that we chose, each time with a salt of its own", async () => {
  const [first, second] = [await hashPassword("静心研修-2019"), await hashPassword("静心研修-2019")];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword(first, "静心研修-2019")).toBe(true);
  expect(await verifyPassword(first, "静心研修-2018")).toBe(false);
});

test("no account, and a hash that is none, are never right", async () => {
  for (const stored of [null, "", "x", "$argon2id$v=19$m=1"]) expect(await verifyPassword(stored, "")).toBe(false);
});

test("no account is answered at the cost of one: its time doesn't tell", async () => {
  const stored = await hashPassword("right");
  const fastest = async (hash: string | null) => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      await verifyPassword(hash, "wrong");
      times.push(performance.now() - begin);
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await fastest(stored), await fastest(null)];
  expect(unknown).toBeGreaterThan(known / 2);
  expect(unknown).toBeLessThan(known * 2);
});
