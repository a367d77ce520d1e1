import type { Metadata } from "next";
import { requireSession } from "@/app/_access/edge";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { changePasswordAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const { pub, shell } = await currentMessages();
  return { title: shell.titled(pub.password.title) };
}

export default async function PasswordPage() {
  const { mustChangePassword, name } = await requireSession();
  const messages = await currentMessages();
  const { password } = messages.pub;
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={`${name} · ${password.title}`} lead={password.lead} />
      {mustChangePassword && <Banner tone="info">{password.first}</Banner>}
      <Card>
        <ActionForm action={changePasswordAction} words={messages.forms}>
          <TextField name="current" label={password.current} type="password" autoComplete="current-password" />
          <TextField
            name="next"
            label={password.next}
            hint={password.nextHint}
            type="password"
            autoComplete="new-password"
          />
          <TextField name="repeat" label={password.repeat} type="password" autoComplete="new-password" />
          <div className="grid gap-2 sm:flex">
            <SubmitButton>{password.submit}</SubmitButton>
            {!mustChangePassword && (
              <LinkButton href="/" tone="plain">
                {password.keep}
              </LinkButton>
            )}
          </div>
        </ActionForm>
      </Card>
    </div>
  );
}
