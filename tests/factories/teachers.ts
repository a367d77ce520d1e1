import { randomInt } from "node:crypto";
import { NewTeacherInput } from "@/features/people/new-teacher";
import { type BalanceDifference, checkBalances } from "@/ledger/check-balances";
import { residentCheckSign } from "@/rules/identity";
import { all, one, owner } from "./owner";

let serial = 0;

/** A resident ID number that nobody else has. */
export function anIdNumber(birth = "19850312"): string {
  serial += 1;
  const digits = `4107${String(randomInt(100)).padStart(2, "0")}${birth}${String(serial % 1000).padStart(3, "0")}`;
  return `${digits}${residentCheckSign(digits)}`;
}

/** The form of a new teacher that is in order. */
export const newTeacher = (overrides: Record<string, string> = {}) =>
  NewTeacherInput.parse({
    teacherName: "新老师",
    identityKind: "resident_id",
    identity: anIdNumber(),
    teacherCertificate: "20194107000000001",
    subject: "语文",
    hiredOn: "2019-09-01",
    teacherNumber: "",
    ...overrides,
  });

/** Every balance of a city that isn't what the rules say of it, or is missing. */
export async function wrongBalances(cityId: number): Promise<BalanceDifference[]> {
  const wrong: BalanceDifference[] = [];
  await checkBalances(await owner(), (difference) => {
    if (difference.cityId === cityId) wrong.push(difference);
  });
  return wrong;
}

interface KeptEmployment {
  school: number;
  from: string;
  to: string | null;
  ended: string | null;
}

export const employmentsOf = (teacherId: number) =>
  all<KeptEmployment>(
    `select school_id as school, starts_on::text as "from", ends_on::text as "to", ended from employments
     where teacher_id = $1 order by starts_on`,
    [teacherId],
  );

export const balanceOf = (teacherId: number) =>
  one<{ school: number; county: number | null; required: number; duty: number[] }>(
    `select school_id as school, county_id as county, required_total_tenths as required, duty_years as duty
     from balances where teacher_id = $1`,
    [teacherId],
  );
