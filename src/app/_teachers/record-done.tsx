import { z } from "zod";
import type { TeacherRecord } from "@/features/people/read-teacher-record";
import type { Messages } from "@/messages";
import { Banner } from "@/ui/banner";

/** What has just been done to a teacher's record, as it stands in the address. */
export const RecordQuery = z.object({
  done: z.enum(["added", "again", "changed", "left", "retired"]).nullable().catch(null),
});
export type RecordQuery = z.output<typeof RecordQuery>;

/** What was done, and which years of duty follow. */
export function RecordDone({
  done,
  record,
  messages: { teacherRecords: words },
}: {
  done: RecordQuery["done"];
  record: TeacherRecord;
  messages: Messages;
}) {
  switch (done) {
    case null:
      return null;
    case "added":
      return (
        <Banner tone="good">
          <p>{words.added(record.name, record.dutyYears)}</p>
          <p>{words.accountNext}</p>
        </Banner>
      );
    case "again":
      return <Banner tone="good">{words.addedAgain(record.name, record.dutyYears)}</Banner>;
    case "changed":
      return <Banner tone="good">{words.changed}</Banner>;
    case "left":
    case "retired":
      // Opened again later, the address would tell of what isn't so any more.
      if (record.onPost) return null;
      return <Banner tone="good">{words.left(record.name, words.ends[done], record.dutyYears)}</Banner>;
    default:
      return done satisfies never;
  }
}
