import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { readMailSetting } from "@/features/inbox/mail-setting";
import type { Actor } from "@/server/actor";
import { currentLocale, currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { CheckboxField, RadioGroup, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { saveMail } from "./actions";
import { INBOX } from "./places";

const Query = z.object({ saved: z.enum(["on", "off"]).nullable().catch(null) });

/** What the account wants by e-mail, where this server sends any. */
export async function mailSettingPage(actor: Actor, { searchParams }: PageInput) {
  const { saved } = Query.parse(await searchParams);
  const [messages, locale, setting] = await Promise.all([currentMessages(), currentLocale(), readMailSetting(actor)]);
  const { inbox, shell } = messages;
  const { fields, locales } = inbox;
  return (
    <div className="mx-auto max-w-xl">
      <PageTitle
        title={`${actor.name} · ${inbox.settingsTitle}`}
        lead={inbox.settingsLead}
        crumbs={[{ href: INBOX, text: inbox.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {saved && <Banner tone="good">{saved === "on" ? inbox.saved : inbox.savedOff}</Banner>}
      {setting.available ? (
        <Card>
          <ActionForm action={saveMail} words={messages.forms}>
            <TextField
              name="email"
              type="email"
              label={fields.email}
              hint={inbox.emailHint}
              optional
              autoComplete="email"
              maxLength={254}
              defaultValue={setting.email ?? ""}
            />
            <fieldset className="mb-4">
              <legend className="font-medium">{fields.groups}</legend>
              {setting.groups.map(({ group, wanted }) => (
                <CheckboxField key={group} name={group} label={inbox.groups[group]} defaultChecked={wanted} optional />
              ))}
            </fieldset>
            <RadioGroup
              name="locale"
              label={fields.locale}
              defaultValue={setting.locale ?? locale}
              choices={[
                { value: "zh-CN", label: locales["zh-CN"] },
                { value: "en", label: locales.en },
              ]}
            />
            <SubmitButton>{inbox.save}</SubmitButton>
          </ActionForm>
        </Card>
      ) : (
        <Banner tone="info">{inbox.unavailable}</Banner>
      )}
    </div>
  );
}
