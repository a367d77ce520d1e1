import type { SampleRun } from "@/features/oversight/list-samples";
import type { Messages } from "@/messages";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";

/** How anybody draws the same again, and what came of it when it was. */
export function SampleProof({
  run,
  again,
  href,
  messages,
}: {
  run: SampleRun;
  /** Null where it wasn't asked for. */
  again: { population: number; same: boolean } | null;
  href: string;
  messages: Messages;
}) {
  const words = messages.oversight.sampling;
  return (
    <Card title={words.proof} id="proof">
      {again && (
        <Banner tone={again.same ? "good" : "bad"}>
          {again.same ? words.redrawSame(again.population) : words.redrawDiffers(again.population)}
        </Banner>
      )}
      <p className="mb-2 max-w-3xl text-sm text-soft">{words.proofLead}</p>
      <Facts
        facts={[
          { name: words.seed, value: <span className="break-all font-mono text-sm">{run.seed}</span> },
          { name: words.columns.days, value: words.days(run.fromDay, run.toDay) },
        ]}
      />
      <p className="mt-2">
        <a href={href} className="inline-block py-2">
          {words.redraw}
        </a>
      </p>
    </Card>
  );
}
