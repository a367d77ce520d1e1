import { readTeacherAccount } from "@/features/people/teacher-accounts";
import { allowed } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { AccountState } from "./account-state";
import { ResetForm } from "./reset-form";

/** On the page of a teacher: whoever keeps the account hands out a new password. */
export async function TeacherPassword({ actor, teacherId }: { actor: Actor; teacherId: number }) {
  if (!allowed(actor.role, "password:reset")) return null;
  const now = businessNow();
  const [messages, account] = await Promise.all([currentMessages(), readTeacherAccount(actor, teacherId, now)]);
  const { organisations: words } = messages;
  if (!account) return null;
  return (
    <Card title={words.reset} aside={<AccountState account={account} now={now} messages={messages} />}>
      <ResetForm account={account} messages={messages} />
    </Card>
  );
}
