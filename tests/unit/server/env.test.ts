import { beforeEach, describe, expect, test, vi } from "vitest";

const NEEDED = {
  APP_DATABASE_URL: "postgresql://a@localhost/bank",
  AUTH_SECRET: "x".repeat(32),
  DATA_KEY: Buffer.alloc(32).toString("base64"),
  SIGNING_KEY: Buffer.alloc(32).toString("base64"),
  PUBLIC_ORIGIN: "https://bank.example.cn",
  DATA_DIR: "/data",
  SMTP_URL: undefined,
  MAIL_FROM: undefined,
};

/** The settings as a process reads them that is started with these. */
async function settings(set: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...NEEDED, ...set })) vi.stubEnv(name, value);
  return (await import("@/server/env")).environment();
}

beforeEach(() => {
  vi.unstubAllEnvs();
});

describe("the settings of e-mail", () => {
  const SMTP_URL = "smtps://bank%40example.cn:s%3Acret@smtp.example.cn:465";
  const MAIL_FROM = "bank@example.cn";

  test("are both there or neither; left empty they are not there", async () => {
    expect(await settings({ SMTP_URL, MAIL_FROM })).toMatchObject({ SMTP_URL, MAIL_FROM });
    expect((await settings({})).SMTP_URL).toBeUndefined();
    expect((await settings({ SMTP_URL: "", MAIL_FROM: "" })).MAIL_FROM).toBeUndefined();
    for (const one of [{ SMTP_URL }, { MAIL_FROM }] as Record<string, string>[])
      await expect(settings(one)).rejects.toThrow(
        "These settings are missing or wrong: SMTP_URL, MAIL_FROM (both are needed for e-mail, or neither).",
      );
  });

  test.each([
    [{ SMTP_URL: "https://smtp.example.cn", MAIL_FROM }, "SMTP_URL"],
    [{ SMTP_URL: "smtp.example.cn", MAIL_FROM }, "SMTP_URL"],
    [{ SMTP_URL, MAIL_FROM: "学分银行 <bank@example.cn>" }, "MAIL_FROM"],
  ])("%j are refused by the name of the wrong one, without the password", async (set, name) => {
    const refusal = await settings(set).catch((error: Error) => error.message);
    expect(refusal).toMatch(new RegExp(`^These settings are missing or wrong: ${name} `));
    expect(refusal).not.toContain("cret");
  });
});
