import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { CycleId } from "@/features/cycles/policy-input";
import { readCycle } from "@/features/cycles/read-cycle";
import { readPreview } from "@/features/cycles/read-preview";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Hidden, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { preview } from "../../actions";
import { PolicyFields } from "../../policy-form";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, policies } = await currentMessages();
  return { title: shell.titled(policies.edit) };
}

/** `preview`: begins with the numbers of a preview that was overtaken. */
const Query = z.object({ preview: z.uuid().optional().catch(undefined) });

/** The policy of a cycle as a form; what is sent is previewed first. */
export default rolePage("city", "cycles", async (actor, { params, searchParams }) => {
  const id = CycleId.safeParse({ cycleId: (await params).id });
  if (!id.success) notFound();
  const query = Query.parse(await searchParams);
  const [messages, { cycle, policy }, begun] = await Promise.all([
    currentMessages(),
    readCycle(actor, id.data.cycleId),
    query.preview ? readPreview(actor, query.preview) : null,
  ]);
  const href = `/city/cycles/${cycle.id}`;
  if (cycle.closedAt) redirect(href);
  const mine = begun?.cycle.id === cycle.id ? begun : null;
  const { policies: words, shell, forms } = messages;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.editTitle(cycle.name)}
        lead={words.editLead(cycle.version)}
        crumbs={[
          { href: "/city/cycles", text: words.title },
          { href, text: cycle.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <ActionForm action={preview} words={forms}>
          <Hidden name="cycleId" value={String(cycle.id)} />
          <Hidden name="baseVersion" value={String(cycle.version)} />
          <PolicyFields policy={mine?.after ?? policy} years={false} messages={messages} />
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            maxLength={500}
            rows={2}
            {...(mine && { defaultValue: mine.reason })}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{words.editSubmit}</SubmitButton>
            <LinkButton tone="plain" href={href}>
              {words.cancel}
            </LinkButton>
          </div>
        </ActionForm>
      </Card>
    </div>
  );
});
