import Link from "next/link";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { readImportLayout } from "@/features/projects/import-layout";
import { IMPORT_FIELDS } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Hidden, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { keepLayout } from "./actions";

const Query = z.object({
  kind: z.enum(["provincial", "opening"]).catch("provincial"),
  done: z.literal("layout").nullable().catch(null),
});

/** Under which headings the columns of the other side's table stand: data of the city, for such tables change. */
export async function layoutPage(actor: Actor, { searchParams }: PageInput) {
  const { kind, done } = Query.parse(await searchParams);
  const [messages, layout] = await Promise.all([currentMessages(), readImportLayout(actor, kind)]);
  const { importPages: words, projects, shell, forms } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.layoutTitle(projects.importKinds[kind])}
        lead={words.layoutLead}
        crumbs={[{ href: "/city/imports", text: words.importsTitle }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {done && <Banner tone="good">{words.layoutKept}</Banner>}
      <ActionForm action={keepLayout} words={forms}>
        <Hidden name="kind" value={kind} />
        <Card>
          {IMPORT_FIELDS[kind].map(({ name, headings }) => (
            <TextField
              key={name}
              name={name}
              label={projects.fields[name]}
              hint={words.layoutKnown(headings.join("、"))}
              maxLength={300}
              optional
              defaultValue={layout[name]?.join("、")}
            />
          ))}
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton>{words.layoutSave}</SubmitButton>
            <Link href="/city/imports" prefetch={false}>
              {words.importsBack}
            </Link>
          </div>
        </Card>
      </ActionForm>
    </div>
  );
}
