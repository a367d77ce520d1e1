import { z } from "zod";
import { type AccountView, readAccount } from "@/features/people/read-account";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";
import { CheckboxField, Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { AccountState } from "./account-state";
import { disable, enable, end } from "./actions";
import { numberIn } from "./place-number";
import { deskBase } from "./places";
import { ResetForm } from "./reset-form";

const Query = z.object({ done: z.enum(["disabled", "enabled"]).optional().catch(undefined) });

/** One account: how it signs in, what it may act as, its password, whether it may at all. */
export async function accountPage(
  actor: Actor,
  params: Promise<Record<string, string>>,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const id = await numberIn(params);
  const { done } = Query.parse(await searchParams);
  const base = deskBase(actor.role);
  const now = businessNow();
  const [messages, account] = await Promise.all([currentMessages(), readAccount(actor, id, now)]);
  const { organisations: words, shell } = messages;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.accountTitle(account.name)}
        crumbs={[{ href: base, text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {done && <Banner tone="good">{words.done[done]}</Banner>}
      {account.own && <Banner tone="info">{words.ownAccount}</Banner>}
      {!account.own && !account.kept && <Banner tone="info">{words.notKept}</Banner>}
      <Card title={words.signIn}>
        <Facts facts={signInFacts(account, now, messages)} />
      </Card>
      <Roles account={account} base={base} messages={messages} />
      {account.kept && !account.own && (
        <>
          {!account.disabledAt && (
            <Card title={words.password}>
              <ResetForm account={account} messages={messages} />
            </Card>
          )}
          <Usable account={account} messages={messages} />
        </>
      )}
    </div>
  );
}

function signInFacts(account: AccountView, now: Date, messages: Messages) {
  const { slip, facts, signIn, signIns } = messages.organisations;
  const isTeacher = account.loginKind === "teacher";
  return [
    { name: signIn, value: signIns[account.loginKind] },
    ...(account.schoolCode ? [{ name: slip.schoolCode, value: account.schoolCode }] : []),
    { name: isTeacher ? slip.teacherNumber : slip.loginName, value: account.loginName },
    { name: facts.state, value: <AccountState account={account} now={now} messages={messages} /> },
  ];
}

function Roles({ account, base, messages }: { account: AccountView; base: string; messages: Messages }) {
  const { organisations: words, forms } = messages;
  return (
    <Card title={words.held}>
      {account.roles.length === 0 && <p>{words.heldNone}</p>}
      <ul className="divide-y divide-line">
        {account.roles.map(({ role, placeId, placeName, endable }) => (
          <li key={`${role} ${placeId}`} className="py-2">
            <a href={`${base}/${placeId}`}>{placeName}</a> · {words.roles[role]}
            {endable && (
              <ActionForm
                action={end}
                words={forms}
                prefix={`end-${placeId}-`}
                fold={{ summary: words.end(words.roles[role], placeName), danger: true }}
              >
                <p className="mb-2 text-soft text-sm">{words.endHint}</p>
                <Hidden name="accountId" value={String(account.id)} />
                <Hidden name="placeId" value={String(placeId)} />
                <CheckboxField name="sure" label={words.endSure} />
                <SubmitButton tone="danger">{words.endSubmit}</SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Usable({ account, messages: { organisations: words, forms } }: { account: AccountView; messages: Messages }) {
  const off = account.disabledAt !== null;
  return (
    <Card title={off ? words.enable : words.disable}>
      <p className="mb-3">{off ? words.enableHint : words.disableHint}</p>
      <ActionForm action={off ? enable : disable} words={forms} prefix="use-">
        <Hidden name="accountId" value={String(account.id)} />
        <SubmitButton tone={off ? "plain" : "danger"}>{off ? words.enableSubmit : words.disableSubmit}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
