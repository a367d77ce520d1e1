import type { TeacherBalance } from "@/features/credits/read-balance";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Meter } from "@/ui/meter";
import { YearBars } from "@/ui/year-bars";

const sumOf = (tenths: number[]) => tenths.reduce((sum, one) => sum + one, 0);

/** What is missing, in a sentence first; then the bars, then the years. Staff and the teacher see the same. */
export function BalanceCard({
  of: { balance, open },
  messages,
  heading = "h1",
}: {
  of: TeacherBalance;
  messages: Messages;
  /** The teacher's home has no other title than the sentence. */
  heading?: "h1" | "h2";
}) {
  const { teacher } = messages;
  const pending = sumOf(open.filter((entry) => entry.status !== "returned").map((entry) => entry.creditsTenths));
  const total = formatTenths(balance.totalTenths);
  const required = formatTenths(balance.requiredTotalTenths);
  return (
    <>
      <section className="mb-4 rounded-md border border-line bg-paper px-4 py-4 sm:px-5">
        <Sentence balance={balance} messages={messages} Heading={heading} />
        {!balance.owesNothing && (
          <>
            <Meter
              online={balance.onlineTenths}
              counted={balance.totalTenths - balance.onlineTenths}
              pending={pending}
              required={balance.requiredTotalTenths}
              label={teacher.totalMeterLabel(total, formatTenths(pending), required)}
            />
            <p className="mt-1 flex justify-between gap-3">
              <span>{teacher.posted(total, required)}</span>
              {pending > 0 && <span className="text-sm text-soft">{teacher.pending(formatTenths(pending))}</span>}
            </p>
            {balance.requiredOnlineTenths > 0 && <OnlineDuty balance={balance} messages={messages} />}
          </>
        )}
      </section>
      <Card title={teacher.years}>
        <YearBars
          bars={balance.years.map((year) => ({
            year: year.year,
            total: year.totalTenths,
            online: year.onlineTenths,
            text: formatTenths(year.totalTenths),
            onlineText: formatTenths(year.onlineTenths),
          }))}
          otherWord={teacher.otherCredits}
          onlineWord={teacher.onlineCredits}
        />
      </Card>
    </>
  );
}

/** Only where online credits are owed: not every policy asks for them. */
function OnlineDuty({ balance, messages }: { balance: TeacherBalance["balance"]; messages: Messages }) {
  const { teacher } = messages;
  const deemed = balance.onlineMetTenths - balance.onlineTenths;
  // Every year of duty owes the same (R1).
  const ofYear = balance.requiredOnlineTenths / balance.years.filter(({ duty }) => duty).length;
  const online = formatTenths(balance.onlineMetTenths);
  const required = formatTenths(balance.requiredOnlineTenths);
  return (
    <>
      <div className="mt-3">
        <Meter
          online={balance.onlineMetTenths}
          required={balance.requiredOnlineTenths}
          label={teacher.onlineMeterLabel(online, required)}
        />
      </div>
      <p className="mt-1 flex flex-wrap justify-between gap-x-3">
        <span>{teacher.onlineMeter(online, required)}</span>
        <span className="text-soft text-xs">
          {deemed > 0 ? teacher.onlineDeemed(formatTenths(deemed)) : teacher.onlineRule(formatTenths(ofYear))} ·{" "}
          <ClauseLink clause={deemed > 0 ? "N3.4" : "N3.5"} messages={messages} />
        </span>
      </p>
    </>
  );
}

function Sentence({
  balance,
  messages,
  Heading,
}: {
  balance: TeacherBalance["balance"];
  messages: Messages;
  Heading: "h1" | "h2";
}) {
  const { teacher, credits } = messages;
  const dutyYears = balance.years.filter((year) => year.duty).map((year) => year.year);
  const prorated = dutyYears.length < balance.years.length && !balance.owesNothing;
  return (
    <>
      <Heading className="text-2xl">{headline(balance, messages)}</Heading>
      <div className="mt-1 mb-3 space-y-1">
        {balance.owesNothing && (
          <p>
            {teacher.owesNothingLead} <ClauseLink clause="N3.10" messages={messages} />
          </p>
        )}
        {balance.missingOnlineTenths > 0 && balance.missingTotalTenths > 0 && (
          <p>{teacher.ofWhichOnline(formatTenths(balance.missingOnlineTenths))}</p>
        )}
        {balance.shortYears.length > 0 && (
          <p>
            {credits.shortYearList(
              balance.shortYears.map(({ year, missingTenths }) => credits.shortYear(year, formatTenths(missingTenths))),
            )}{" "}
            <ClauseLink clause="S" rule="R1" messages={messages} />
          </p>
        )}
        {balance.deemed && (
          <p>
            {teacher.deemedDegree}{" "}
            {balance.deemed.coversOnline
              ? teacher.deemedOnline(formatTenths(balance.onlineTenths))
              : teacher.onlineStillOwed}{" "}
            <ClauseLink clause="N3.3" messages={messages} />
          </p>
        )}
        {prorated && (
          <p>
            {teacher.dutyYears(
              dutyYears.join("、"),
              formatTenths(balance.requiredTotalTenths),
              formatTenths(balance.requiredOnlineTenths),
            )}{" "}
            <ClauseLink clause="N3.10" messages={messages} />
          </p>
        )}
      </div>
    </>
  );
}

function headline(balance: TeacherBalance["balance"], { teacher, credits }: Messages): string {
  if (balance.owesNothing) return teacher.owesNothing;
  if (balance.complete) return teacher.complete;
  if (balance.missingTotalTenths === 0 && balance.missingOnlineTenths === 0) return credits.shortYears;
  if (balance.missingTotalTenths === 0) return teacher.missingOnlineOnly(formatTenths(balance.missingOnlineTenths));
  return teacher.missing(formatTenths(Math.max(balance.missingTotalTenths, balance.missingOnlineTenths)));
}
