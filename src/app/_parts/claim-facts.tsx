import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import { type Fact, Facts } from "@/ui/facts";

/** What is claimed, field by field. */
export function ClaimFactsList({ review, messages }: { review: EntryReview; messages: Messages }) {
  const { entry, claim, verdict } = review;
  const { fields, credits } = { fields: messages.claim.fields, credits: messages.credits };
  const counted: Fact = {
    name: messages.claim.credits,
    value: (
      <>
        <b>{formatTenths(entry.creditsTenths)}</b>
        {verdict?.basis && <span className="ml-2 text-soft text-sm">{credits.bases[verdict.basis]}</span>}
      </>
    ),
  };
  const common: Fact[] = [{ name: messages.claim.year, value: entry.year }, counted];
  if (claim.mooc) return <Facts facts={[...moocFacts(claim.mooc, messages), ...common]} />;
  if (claim.degree) return <Facts facts={[...degreeFacts(claim.degree, messages), ...common]} />;
  return (
    <Facts
      facts={[
        { name: messages.claim.title, value: entry.title },
        { name: messages.claim.source, value: credits.sources[entry.source] },
        ...(entry.endedOn ? [{ name: fields.finishedOn, value: entry.endedOn }] : []),
        ...common,
      ]}
    />
  );
}

function moocFacts(mooc: MoocClaim, { claim: { fields }, credits, forms }: Messages): Fact[] {
  const yesNo = (yes: boolean) => (yes ? forms.yes : forms.no);
  const hours = (name: string, tenths: number | null): Fact[] =>
    tenths === null ? [] : [{ name, value: formatTenths(tenths) }];
  return [
    { name: fields.courseName, value: mooc.courseName },
    { name: fields.term, value: mooc.term },
    { name: fields.university, value: mooc.university },
    { name: fields.platform, value: credits.platforms[mooc.platform] },
    { name: fields.finishedOn, value: mooc.finishedOn },
    { name: fields.score, value: formatTenths(mooc.scoreTenths) },
    { name: fields.realName, value: yesNo(mooc.realName) },
    { name: fields.hasCertificate, value: yesNo(mooc.hasCertificate) },
    ...(mooc.certificateNumber ? [{ name: fields.certificateNumber, value: mooc.certificateNumber }] : []),
    ...hours(fields.certificateHours, mooc.certificateHoursTenths),
    ...hours(fields.accountHours, mooc.accountHoursTenths),
    ...hours(fields.courseHours, mooc.courseHoursTenths),
  ];
}

function degreeFacts(degree: DegreeClaim, { claim: { fields }, credits: { degreeLevels } }: Messages): Fact[] {
  return [
    { name: fields.formerLevel, value: degreeLevels[degree.formerLevel] },
    { name: fields.newLevel, value: degreeLevels[degree.newLevel] },
    { name: fields.institution, value: degree.institution },
    { name: fields.major, value: degree.major },
    { name: fields.graduatedOn, value: degree.graduatedOn },
    { name: fields.diplomaNumber, value: degree.diplomaNumber },
  ];
}
