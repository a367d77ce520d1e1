import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ChooseKind } from "@/app/_parts/choose-kind";
import { ClaimForm } from "@/app/_parts/claim-form";
import { listEvidence } from "@/features/credits/read-evidence";
import { CLAIM_KINDS } from "@/rules/special-kinds";
import { currentMessages } from "@/server/locale";
import { PageTitle } from "@/ui/page-title";
import { declareAction } from "./actions";

const Query = z.object({
  kind: z.enum(CLAIM_KINDS).nullable().catch(null),
  /** The id that the entry gets: in the address, so that a reload keeps what was uploaded. */
  claim: z.uuid().nullable().catch(null),
});

export const generateMetadata = navTitle("declare");

export default rolePage("teacher", "declare", async (actor, { searchParams }) => {
  const { kind, claim } = Query.parse(await searchParams);
  const messages = await currentMessages();
  const special = kind === "mooc" || kind === "degree" ? kind : null;
  if (special && !claim) redirect(`/teacher/credits/new?kind=${special}&claim=${randomUUID()}`);
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={messages.teacher.declareTitle}
        lead={messages.teacher.declareLead}
        crumbs={[{ href: "/teacher", text: messages.teacher.title }]}
        crumbsLabel={messages.shell.breadcrumbs}
      />
      {special && claim ? (
        <ClaimForm
          kind={special}
          claimId={claim}
          evidence={await listEvidence(actor, claim)}
          bySchool={false}
          submitText={messages.claim.submitDeclare}
          action={declareAction}
          messages={messages}
        />
      ) : (
        <ChooseKind chosen={kind} href={(one) => `/teacher/credits/new?kind=${one}`} messages={messages} />
      )}
    </div>
  );
});
