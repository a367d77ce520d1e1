import type { Metadata } from "next";
import Link from "next/link";
import type { Messages } from "@/messages";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Hidden, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { signInAction } from "./actions";

const KINDS = ["teacher", "school", "staff"] as const;
type Kind = (typeof KINDS)[number];

export async function generateMetadata(): Promise<Metadata> {
  const { pub, shell } = await currentMessages();
  return { title: shell.titled(pub.signIn.title) };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { as, ended } = await searchParams;
  const messages = await currentMessages();
  const { signIn } = messages.pub;
  const kind = KINDS.find((one) => one === as) ?? "teacher";
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={signIn.title} lead={signIn.lead} />
      {ended !== undefined && <Banner tone="warn">{signIn.ended}</Banner>}
      <KindTabs kind={kind} words={signIn} />
      <Card>
        {/* Another kind is another form: what was typed for one account is not carried over to the next. */}
        <ActionForm key={kind} action={signInAction} words={messages.forms}>
          <Hidden name="as" value={kind} />
          <AccountFields kind={kind} words={signIn} />
          <TextField name="password" label={signIn.password} type="password" autoComplete="current-password" />
          <SubmitButton className="w-full">{signIn.submit}</SubmitButton>
        </ActionForm>
      </Card>
      <p className="text-sm text-soft">{signIn.help}</p>
    </div>
  );
}

function KindTabs({ kind, words }: { kind: Kind; words: Messages["pub"]["signIn"] }) {
  return (
    <nav aria-label={words.as} className="mb-4">
      <ul className="grid grid-cols-3 gap-1 rounded-md border border-line bg-paper p-1 text-center text-sm">
        {KINDS.map((one) => (
          <li key={one} className="flex">
            <Link
              href={`/sign-in?as=${one}`}
              prefetch={false}
              aria-current={one === kind ? "page" : undefined}
              className="flex min-h-11 flex-1 items-center justify-center rounded-sm px-1 leading-tight no-underline aria-[current=page]:bg-accent aria-[current=page]:text-white"
            >
              {words[one]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AccountFields({ kind, words }: { kind: Kind; words: Messages["pub"]["signIn"] }) {
  switch (kind) {
    case "teacher":
      return <TextField name="name" label={words.teacherName} hint={words.teacherNameHint} autoComplete="username" />;
    case "school":
      return (
        <>
          <TextField
            name="schoolCode"
            label={words.schoolCode}
            hint={words.schoolCodeHint}
            inputMode="numeric"
            maxLength={10}
            autoComplete="organization"
          />
          <TextField name="name" label={words.accountName} hint={words.schoolNameHint} autoComplete="username" />
        </>
      );
    case "staff":
      return <TextField name="name" label={words.accountName} hint={words.staffNameHint} autoComplete="username" />;
    default:
      return kind satisfies never;
  }
}
