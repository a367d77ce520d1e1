import Link from "next/link";
import type { Messages } from "@/messages";
import { CLAIM_KINDS, type ClaimKind, judgeSpecialKind } from "@/rules/special-kinds";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";

/** What somebody wants to register: two kinds lead to a form, the others say where they belong (R9, R10). */
export function ChooseKind({
  chosen,
  href,
  messages,
}: {
  chosen: ClaimKind | null;
  href: (kind: ClaimKind) => string;
  messages: Messages;
}) {
  const refusal = chosen && judgeSpecialKind(chosen);
  return (
    <>
      {refusal && (
        <Banner tone="warn" title={messages.credits.kinds[chosen]}>
          {messages.violations[refusal.code](refusal.params ?? {})}{" "}
          <ClauseLink clause={refusal.clause} rule={refusal.rule} messages={messages} />
        </Banner>
      )}
      <Card title={messages.teacher.chooseKind}>
        <ul className="divide-y divide-line">
          {CLAIM_KINDS.map((kind) => (
            <li key={kind}>
              <Link href={href(kind)} prefetch={false} className="block py-3">
                {messages.credits.kinds[kind]}
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
