import { expect, test } from "vitest";
import { makeOneTimePassword, readablePassword } from "@/server/one-time-password";
import { verifyPassword } from "@/server/passwords";

test("a password that is handed over can be read out, is never twice the same and can't be guessed", () => {
  const made = Array.from({ length: 2_000 }, readablePassword);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-rt-z2-46-9]{4}-){3}[a-hjkmnp-rt-z2-46-9]{4}$/);
  expect(new Set(made).size).toBe(made.length);
  const signs = new Set(made.join("").replaceAll("-", ""));
  for (const confusing of "0oO1ilI5sS") expect(signs.has(confusing)).toBe(false);
  expect(16 * Math.log2(signs.size)).toBeGreaterThan(60);
});

test("it is kept as a hash, and good for seven days", async () => {
  const now = new Date("2019-12-20T10:00:00+08:00");
  const { password, hash, until } = await makeOneTimePassword(now);
  expect(hash).not.toContain(password);
  expect(await verifyPassword(hash, password)).toBe(true);
  expect(until.toISOString()).toBe("2019-12-27T02:00:00.000Z");
});
