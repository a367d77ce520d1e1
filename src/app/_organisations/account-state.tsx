import type { Messages } from "@/messages";
import { dateTime } from "@/ui/format";
import { Tag } from "@/ui/tag";

/** Can somebody sign in with it, and with what? */
export function AccountState({
  account: { disabledAt, mustChangePassword, oneTimeUntil },
  now,
  messages: { organisations: words },
}: {
  account: { disabledAt: Date | null; mustChangePassword: boolean; oneTimeUntil: Date | null };
  now: Date;
  messages: Messages;
}) {
  if (disabledAt) return <Tag shape="ban">{words.disabled}</Tag>;
  if (!mustChangePassword) return <Tag tone="good">{words.usable}</Tag>;
  if (!oneTimeUntil) return <Tag tone="warn">{words.waiting}</Tag>;
  return oneTimeUntil > now ? (
    <Tag tone="wait">{words.handedUntil(dateTime(oneTimeUntil))}</Tag>
  ) : (
    <Tag tone="warn">{words.expired}</Tag>
  );
}
