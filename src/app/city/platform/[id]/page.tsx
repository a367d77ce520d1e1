import { notFound } from "next/navigation";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listTokens } from "@/features/online/list-tokens";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { revoke } from "../actions";

export const generateMetadata = navTitle("platform");

/** Revoking a token: what will happen, before it happens. */
export default rolePage("city", "platform", async (actor, { params }) => {
  const { id } = await params;
  const [messages, { tokens }] = await Promise.all([currentMessages(), listTokens(actor)]);
  const token = tokens.find((one) => String(one.id) === id && one.revokedAt === null);
  if (!token) notFound();
  const { platform: words, shell, forms } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.revokeTitle}
        crumbs={[{ href: "/city/platform", text: shell.nav.platform }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Banner tone="warn">{words.revokeLead(token.name)}</Banner>
      <Card title={token.name}>
        <ActionForm action={revoke} words={forms}>
          <Hidden name="id" value={String(token.id)} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton tone="danger">{words.revokeSure}</SubmitButton>
            <LinkButton tone="plain" href="/city/platform">
              {words.keep}
            </LinkButton>
          </div>
        </ActionForm>
      </Card>
    </div>
  );
});
