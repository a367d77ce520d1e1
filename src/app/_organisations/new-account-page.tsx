import { notFound } from "next/navigation";
import { readOrganisation } from "@/features/organisations/read-organisation";
import { ROLE_AT } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { createAccount } from "./actions";
import { numberIn } from "./place-number";
import { deskBase } from "./places";
import { slipWords } from "./slip-words";
import { Slips } from "./slips";

/** An account for somebody who will act for the place; the first password is shown in its place, once. */
export async function newAccountPage(actor: Actor, params: Promise<Record<string, string>>) {
  const id = await numberIn(params);
  const base = deskBase(actor.role);
  const [messages, { place }] = await Promise.all([currentMessages(), readOrganisation(actor, id)]);
  if (place.closedOn) notFound();
  const { organisations: words, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.addAccount}
        lead={words.addAccountLead(place.name, words.roles[ROLE_AT[place.kind]])}
        crumbs={[
          { href: base, text: words.title },
          { href: `${base}/${id}`, text: place.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <ActionForm action={createAccount} words={messages.forms}>
          <Slips words={slipWords(messages)}>
            <Hidden name="placeId" value={String(id)} />
            <TextField name="displayName" label={words.fields.displayName} maxLength={40} />
            <TextField name="loginName" label={words.fields.loginName} hint={words.loginNameHint} maxLength={32} />
            <SubmitButton>{words.addAccount}</SubmitButton>
          </Slips>
        </ActionForm>
      </Card>
    </div>
  );
}
