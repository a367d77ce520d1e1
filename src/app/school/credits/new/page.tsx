import { randomUUID } from "node:crypto";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ChooseKind } from "@/app/_parts/choose-kind";
import { ClaimForm } from "@/app/_parts/claim-form";
import { listEvidence } from "@/features/credits/read-evidence";
import { listTeachers, TeacherQuery } from "@/features/people/list-teachers";
import { readTeacherName } from "@/features/people/read-teacher-name";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { CLAIM_KINDS } from "@/rules/special-kinds";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { registerAction } from "./actions";

const Query = TeacherQuery.pick({ q: true }).extend({
  teacher: z.coerce.number().int().positive().max(2_147_483_647).nullable().catch(null),
  kind: z.enum(CLAIM_KINDS).nullable().catch(null),
  claim: z.uuid().nullable().catch(null),
});

const BASE = "/school/credits/new";

export const generateMetadata = navTitle("register");

/** The teacher first, then the kind, then just what that kind needs. */
export default rolePage("school", "register", async (actor, { searchParams }) => {
  const { q, teacher, kind, claim } = Query.parse(await searchParams);
  const messages = await currentMessages();
  const { staff, shell } = messages;
  const special = kind === "mooc" || kind === "degree" ? kind : null;
  if (teacher && special && !claim) redirect(`${BASE}?teacher=${teacher}&kind=${special}&claim=${randomUUID()}`);
  const name = teacher ? await readTeacherName(actor, teacher) : null;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={staff.registerTitle}
        lead={staff.registerLead}
        crumbs={[{ href: "/school", text: shell.nav.home }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {name && (
        <p className="mb-3">
          <b>{staff.forTeacher(name)}</b>{" "}
          <Link href={BASE} prefetch={false} className="ml-3 text-sm">
            {staff.otherTeacher}
          </Link>
        </p>
      )}
      {teacher && name ? (
        special && claim ? (
          <ClaimForm
            kind={special}
            claimId={claim}
            evidence={await listEvidence(actor, claim)}
            bySchool
            teacher={{ id: teacher, name }}
            submitText={messages.claim.submitRegister}
            action={registerAction}
            messages={messages}
          />
        ) : (
          <ChooseKind chosen={kind} href={(one) => `${BASE}?teacher=${teacher}&kind=${one}`} messages={messages} />
        )
      ) : (
        <TeacherPicker actor={actor} typed={q} messages={messages} />
      )}
    </div>
  );
});

async function TeacherPicker({
  actor,
  typed,
  messages,
}: {
  actor: Actor;
  typed: string | undefined;
  messages: Messages;
}) {
  const { staff } = messages;
  const year = yearOf(calendarDateInShanghai(businessNow()));
  const { teachers } = await listTeachers(actor, { q: typed }, year);
  return (
    <Card title={staff.chooseTeacher}>
      <SearchForm label={staff.search} value={typed} submitText={staff.find} />
      {teachers.length === 0 && <EmptyState text={staff.none}>{staff.noneHint}</EmptyState>}
      <ul className="divide-y divide-line">
        {teachers
          .filter(({ onPost }) => onPost)
          .map((teacher) => (
            <li key={teacher.id}>
              <Link
                href={`${BASE}?teacher=${teacher.id}`}
                prefetch={false}
                className="flex justify-between gap-4 py-2.5"
              >
                <span>{teacher.name}</span>
                <span className="text-soft text-sm">
                  {teacher.subject} {teacher.teacherNumber}
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  );
}
