import { policyInForce } from "@/ledger/cycle-policy";
import { calendarDateInShanghai } from "@/rules/calendar";
import { authorize } from "@/server/authorize";
import { snapshot, transaction } from "@/server/db";
import { type PrintedTranscript, typesetTranscripts } from "@/server/pdf/transcript-pdf";
import { clearPrints, keepPrint } from "@/server/print-shelf";
import { done } from "@/server/result";
import { markDone, type Performance } from "@/server/work-orders";
import { TranscriptsOrder, teachersOnPost } from "./order-transcripts";
import { type Transcript, transcriptsOf } from "./transcript";

/** The words of a print job in one language. */
export interface TranscriptWords {
  describe(transcript: Transcript): PrintedTranscript;
  volume(school: string, part: number, parts: number): string;
}

/** So many teachers in one document: a few hundred pages, some megabytes. */
const PER_VOLUME = 100;

/**
 * Makes the transcripts of all teachers on post at a school, a volume at a time: the data of a volume in one moment and a handful of
 * statements. Done again after a worker was killed, it makes the same.
 */
export const printTranscripts =
  (wordsIn: (locale: string) => TranscriptWords): Performance =>
  async (actor, order, now, progress) => {
    authorize(actor, "transcript:print");
    const { cycleId, locale } = TranscriptsOrder.parse(order.input);
    const words = wordsIn(locale);
    const today = calendarDateInShanghai(now);
    const teacherIds = await transaction(actor, (tx) => teachersOnPost(tx, actor, today));
    // Fewer teachers than at a try before would leave a volume of that one behind.
    await clearPrints(order.id);
    const parts = Math.ceil(teacherIds.length / PER_VOLUME);
    for (let part = 1; part <= parts; part++) {
      const ids = teacherIds.slice((part - 1) * PER_VOLUME, part * PER_VOLUME);
      const transcripts = await snapshot(actor, async (tx) =>
        transcriptsOf(tx, actor, await policyInForce(tx, actor.cityId, cycleId), ids, today),
      );
      const title = words.volume(actor.organisationName, part, parts);
      await keepPrint(order.id, part, await typesetTranscripts(title, transcripts.map(words.describe)));
      await progress(Math.min(part * PER_VOLUME, teacherIds.length), teacherIds.length);
    }
    await transaction(actor, (tx) => markDone(tx, actor.cityId, order.id, now));
    return done(cycleId);
  };
