import { notFound } from "next/navigation";
import { z } from "zod";
import { reviewEntry } from "@/features/credits/review-entry";
import { specialOf } from "@/features/credits/stored-claim";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import type { FormState } from "@/ui/form-state";
import { PageTitle } from "@/ui/page-title";
import { ClaimForm } from "./claim-form";
import { claimValues } from "./claim-values";
import { EntryTimeline } from "./entry-timeline";

/** A returned claim, to be mended by whoever registered it: the reason first, then the form as it was. */
export async function mendPage(
  actor: Actor,
  { entries, mend }: { entries: string; mend: (before: FormState, form: FormData) => Promise<FormState> },
  params: Promise<Record<string, string>>,
) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const [messages, review] = await Promise.all([currentMessages(), reviewEntry(actor, id.data, businessNow())]);
  const special = specialOf(review.claim);
  if (!special || !review.actions.includes("resubmit")) notFound();
  const { entry } = review;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={messages.teacher.mendTitle}
        lead={review.teacherName}
        crumbs={[
          { href: entries, text: messages.shell.nav.entries },
          { href: `${entries}/${entry.id}`, text: entry.title },
        ]}
        crumbsLabel={messages.shell.breadcrumbs}
      />
      <Card title={messages.claim.timeline}>
        <EntryTimeline review={review} messages={messages} />
      </Card>
      <ClaimForm
        kind={special.kind}
        claimId={entry.id}
        values={claimValues(review.claim)}
        evidence={review.evidence}
        bySchool={actor.role === "school"}
        version={entry.version}
        submitText={messages.claim.submitMend}
        action={mend}
        messages={messages}
      />
    </div>
  );
}
