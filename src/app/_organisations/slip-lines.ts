import type { Slip } from "@/features/people/reset-passwords";
import type { Messages } from "@/messages";
import { dateTime } from "@/ui/format";

/** What stands on a slip: each line a name and what it is, and the password by itself. */
export interface SlipLines {
  lines: [name: string, value: string][];
  password: string;
  until: string;
}

/** Everything that somebody needs to sign in, as it is printed. */
export function slipLines(slip: Slip, origin: string, { organisations, pub }: Messages): SlipLines {
  const { slip: words } = organisations;
  const { loginKind, schoolCode, loginName, name, password, until } = slip;
  const lines: SlipLines["lines"] = [
    [words.site, origin],
    [words.name, name],
    [words.as, pub.signIn[loginKind]],
  ];
  if (schoolCode) lines.push([words.schoolCode, schoolCode]);
  lines.push([loginKind === "teacher" ? words.teacherNumber : words.loginName, loginName]);
  return { lines, password, until: dateTime(until) };
}
