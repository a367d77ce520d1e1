import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { Banner } from "@/ui/banner";
import { dateTime, daysAgo } from "@/ui/format";
import { StatusTag, Tag } from "@/ui/tag";

/** Where an entry stands, who holds it, and what is odd about it. */
export function EntryHead({ review, messages, now }: { review: EntryReview; messages: Messages; now: Date }) {
  const { entry, holderName, waitingSince, lastUrgedAt, sharedWith, sharedUnseen, waiver } = review;
  const { credits, desk, flags, review: words } = messages;
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-2">
        <StatusTag status={entry.status} messages={messages} />
        {holderName && waitingSince && (
          <span className="text-sm text-soft">{credits.heldBy(holderName, daysAgo(waitingSince, now))}</span>
        )}
        {holderName && lastUrgedAt && <Tag tone="warn">{desk.urgedOn(dateTime(lastUrgedAt))}</Tag>}
        {entry.unreviewedBySchool && <Tag tone="warn">{credits.unreviewedBySchool}</Tag>}
        {review.verdict?.flags.map((flag) => (
          <Tag key={flag} tone="warn">
            {flags[flag]({})}
          </Tag>
        ))}
      </p>
      {(sharedWith.length > 0 || sharedUnseen > 0) && (
        <Banner tone="warn" title={words.sharedTitle}>
          <ul>
            {sharedWith.map((other) => (
              <li key={other.entryId}>
                {other.teacherName} · {other.schoolName}：
                {[other.certificate && credits.sharedCertificate, other.file && credits.sharedFile]
                  .filter(Boolean)
                  .join("、")}
              </li>
            ))}
            {sharedUnseen > 0 && <li>{words.sharedUnseen(sharedUnseen)}</li>}
          </ul>
          {waiver && <p>{words.waived(waiver.byName, waiver.reason)}</p>}
        </Banner>
      )}
    </>
  );
}
