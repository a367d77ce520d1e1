import { randomUUID } from "node:crypto";
import { readMoocScans } from "@/features/credits/edit-moocs";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { EvidenceField } from "@/ui/evidence-field";
import { Hidden } from "@/ui/fields";

const KINDS = ["certificate", "completion_screenshot", "account_screenshot"] as const;

/** The scans of a row of MOOCs: those that the .zip brought, and the place for those that it didn't. */
export async function MoocScans({
  actor,
  importId,
  line,
  messages,
}: {
  actor: Actor;
  importId: string;
  /** 0 for a row that isn't there yet. */
  line: number;
  messages: Messages;
}) {
  const { claim, credits } = messages;
  const { entryId, evidence } =
    line === 0 ? { entryId: randomUUID(), evidence: [] } : await readMoocScans(actor, importId, line);
  return (
    <Card title={claim.evidence} aside={<ClauseLink clause="N3.7" messages={messages} />}>
      <Hidden name="entryId" value={entryId} />
      <p className="mb-3 text-sm text-soft">{claim.evidenceLead}</p>
      {KINDS.map((kind) => (
        <EvidenceField
          key={kind}
          kind={kind}
          claimId={entryId}
          label={credits.evidenceKinds[kind]}
          hint={claim.evidenceWhen[kind]}
          files={evidence.filter((file) => file.kind === kind)}
          words={claim.upload}
        />
      ))}
    </Card>
  );
}
