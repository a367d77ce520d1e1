import { listWithoutPassword } from "@/features/people/teacher-accounts";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { AccountState } from "./account-state";
import { reset } from "./actions";
import { slipWords } from "./slip-words";
import { Slips } from "./slips";

/** First passwords for a school's teachers who never had one, many on one print. */
export async function passwordsPage(actor: Actor) {
  const now = businessNow();
  const [messages, { accounts, count }] = await Promise.all([currentMessages(), listWithoutPassword(actor, now)]);
  const { organisations: words, shell } = messages;
  return (
    <>
      <PageTitle
        title={words.batchTitle}
        lead={words.batchLead}
        crumbs={[{ href: "/school/teachers", text: shell.nav.teachers }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        {/* Also without anybody in the list: the slips of those who just got theirs are shown in here. */}
        <ActionForm action={reset} words={messages.forms}>
          <Slips words={slipWords(messages)}>
            {accounts.length === 0 ? (
              <EmptyState text={words.batchNone} />
            ) : (
              <>
                <fieldset>
                  <legend className="mb-1 text-soft text-sm">
                    {words.batchPick} · {words.batchCount(count, accounts.length)}
                  </legend>
                  <p className="mb-2 text-soft text-sm">{words.batchHint}</p>
                  <ul className="mb-4 grid gap-x-4 sm:grid-cols-2 xl:grid-cols-3">
                    {accounts.map((account) => (
                      <li key={account.id}>
                        <label className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 py-1">
                          <input
                            id={`field-account-${account.id}`}
                            type="checkbox"
                            name="account"
                            value={account.id}
                            defaultChecked={account.oneTimeUntil === null || account.oneTimeUntil <= now}
                            className="size-5 shrink-0 accent-accent"
                          />
                          <span>{account.name}</span>
                          <span className="text-soft text-sm">{account.loginName}</span>
                          {account.oneTimeUntil && <AccountState account={account} now={now} messages={messages} />}
                        </label>
                      </li>
                    ))}
                  </ul>
                </fieldset>
                <SubmitButton>{words.batchSubmit}</SubmitButton>
              </>
            )}
          </Slips>
        </ActionForm>
      </Card>
    </>
  );
}
