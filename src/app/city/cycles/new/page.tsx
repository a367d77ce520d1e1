import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { rolePage } from "@/app/_access/role-page";
import { CycleId } from "@/features/cycles/policy-input";
import { readCycle } from "@/features/cycles/read-cycle";
import type { Messages } from "@/messages";
import { nextCyclePolicy } from "@/rules/cycles";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Hidden, TextArea, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { make } from "../actions";
import { PolicyFields } from "../policy-form";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, policies } = await currentMessages();
  return { title: shell.titled(policies.newTitle) };
}

/** The next cycle: the numbers of this one with its years moved on, to be changed before it is made. */
export default rolePage("city", "cycles", async (actor, { searchParams }) => {
  const id = CycleId.safeParse({ cycleId: (await searchParams).from });
  if (!id.success) notFound();
  const [messages, { cycle, policy }] = await Promise.all([currentMessages(), readCycle(actor, id.data.cycleId)]);
  const { policies: words, shell, forms } = messages;
  const next = nextCyclePolicy(policy);
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.newTitle}
        lead={words.newLead(cycle.name)}
        crumbs={[
          { href: "/city/cycles", text: words.title },
          { href: `/city/cycles/${cycle.id}`, text: cycle.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <ActionForm action={make} words={forms}>
          <Hidden name="fromCycleId" value={String(cycle.id)} />
          <TextField
            name="name"
            label={words.cycleName}
            maxLength={60}
            defaultValue={nextName(cycle, next.cycle, messages)}
          />
          <PolicyFields policy={next} years messages={messages} />
          <TextArea name="reason" label={words.newReason} hint={words.reasonHint} maxLength={500} rows={2} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{words.newSubmit}</SubmitButton>
            <LinkButton tone="plain" href={`/city/cycles/${cycle.id}`}>
              {words.cancel}
            </LinkButton>
          </div>
        </ActionForm>
      </Card>
    </div>
  );
});

/** The name of this one with the next years, where it has its own in it. */
function nextName(
  { name, fromYear, toYear }: { name: string; fromYear: number; toYear: number },
  next: { fromYear: number; toYear: number },
  { policies: words }: Messages,
): string {
  const renamed = name.replace(String(toYear), String(next.toYear)).replace(String(fromYear), String(next.fromYear));
  return renamed === name ? words.nextName(next.fromYear, next.toYear) : renamed;
}
