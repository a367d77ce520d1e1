import { expect, test } from "vitest";
import { MergeInput } from "@/features/organisations/organisation-input";
import { AssignItemInput } from "@/features/oversight/assign-sample";
import { DrawInput } from "@/features/oversight/draw-sample";
import { EndingInput, GivingInput } from "@/features/people/account-roles";
import { NewAccountInput } from "@/features/people/add-account";
import { MailedInput, ResetInput } from "@/features/people/reset-passwords";
import { AccountInput } from "@/features/people/use-of-account";

const HUGE = "2147483648";
const ID = "00000000-0000-4000-8000-000000000001";

test.each([
  ["account", MailedInput, { account: HUGE }],
  ["account", ResetInput, { account: HUGE }],
  ["accountId", AccountInput, { accountId: HUGE }],
  ["placeId", EndingInput, { accountId: "1", placeId: HUGE, sure: "on" }],
  ["placeId", GivingInput, { placeId: HUGE, login: "wang" }],
  ["placeId", NewAccountInput, { placeId: HUGE, displayName: "王", loginName: "wang" }],
  ["into", MergeInput, { placeId: "1", into: HUGE, day: "2019-12-01", why: "x", sure: "on" }],
  ["officer", AssignItemInput, { runId: ID, position: "1", officer: HUGE }],
  [
    "cycleId",
    DrawInput,
    { runId: ID, seed: "0".repeat(32), cycleId: HUGE, share: "5", fromDay: "2019-12-01", toDay: "2019-12-02" },
  ],
] as const)(
  "a number that no row can have is refused by the form, not by the database: %s",
  (field, schema, fields) => {
    expect(schema.safeParse(fields).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  },
);
