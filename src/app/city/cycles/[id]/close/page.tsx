import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { rolePage } from "@/app/_access/role-page";
import { CycleId } from "@/features/cycles/policy-input";
import { readCycle } from "@/features/cycles/read-cycle";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { OpenWork } from "@/rules/cycles";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { CheckboxField, Hidden, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { close } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, policies } = await currentMessages();
  return { title: shell.titled(policies.close) };
}

/** What closing a cycle means and what stands against it still, in numbers. */
export default rolePage("city", "cycles", async (actor, { params }) => {
  const id = CycleId.safeParse({ cycleId: (await params).id });
  if (!id.success) notFound();
  const [messages, { cycle, open }] = await Promise.all([currentMessages(), readCycle(actor, id.data.cycleId)]);
  const href = `/city/cycles/${cycle.id}`;
  if (open === null) redirect(href);
  const { policies: words, shell, forms } = messages;
  const over = yearOf(calendarDateInShanghai(businessNow())) > cycle.toYear;
  const against = [...(over ? [] : [words.closeOver(cycle.toYear)]), ...againstWords(open, messages)];
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.closeTitle(cycle.name)}
        crumbs={[
          { href: "/city/cycles", text: words.title },
          { href, text: cycle.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <ul className="list-disc pl-5">
          {words.closeMeaning.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
      {against.length > 0 ? (
        <Banner tone="warn" title={words.closeAgainst}>
          <ul className="list-disc pl-5">
            {against.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Banner>
      ) : (
        <Card>
          <p className="mb-3">{words.closeReady}</p>
          <ActionForm action={close} words={forms}>
            <Hidden name="cycleId" value={String(cycle.id)} />
            <TextArea name="reason" label={words.closeReason} hint={words.reasonHint} maxLength={500} rows={2} />
            <CheckboxField name="confirmed" label={words.closeConfirm} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton tone="danger">{words.closeSubmit}</SubmitButton>
              <LinkButton tone="plain" href={href}>
                {words.cancel}
              </LinkButton>
            </div>
          </ActionForm>
        </Card>
      )}
    </div>
  );
});

function againstWords(open: OpenWork, { policies: words }: Messages): string[] {
  const kinds = Object.keys(open) as (keyof OpenWork)[];
  return kinds.flatMap((kind) => (open[kind] > 0 ? [words.open[kind](open[kind])] : []));
}
