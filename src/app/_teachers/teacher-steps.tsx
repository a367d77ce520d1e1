import { listHref } from "@/app/_review/list-href";
import type { TeacherQuery } from "@/features/people/list-teachers";
import type { Messages } from "@/messages";
import { LinkButton } from "@/ui/button";
import { Choices } from "@/ui/choices";

/** What a school does with its teachers, above their list. */
export function TeacherSteps({ messages: { teacherRecords: words, organisations } }: { messages: Messages }) {
  return (
    <>
      <LinkButton href="/school/teachers/new">{words.add}</LinkButton>
      <LinkButton href="/school/teachers/import" tone="plain">
        {words.bring}
      </LinkButton>
      <LinkButton href="/school/teachers/passwords" tone="plain">
        {organisations.batchTitle}
      </LinkButton>
      <LinkButton href="/school/transfers" tone="plain">
        {words.transfers}
      </LinkButton>
    </>
  );
}

/** Who works there now, and who doesn't any more, apart. */
export function PostChoices({
  base,
  query: { q, behind, sort, post = "all" },
  messages: { teacherRecords: words },
}: {
  base: string;
  query: TeacherQuery;
  messages: Messages;
}) {
  return (
    <Choices
      label={words.postLabel}
      choices={(["on", "off", "all"] as const).map((one) => ({
        text: words.post[one],
        href: listHref(base, { q, behind, sort, post: one }),
        current: one === post,
      }))}
    />
  );
}
