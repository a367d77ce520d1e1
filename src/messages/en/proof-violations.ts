import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** Certificates, transcripts, objections. */
export const proofViolations = {
  "certificate-not-complete": () => "The cycle isn't complete yet; then you can have the certificate.",
  "certificate-owes-nothing": () => "You owe no credits in this cycle, so there is nothing to certify.",
  "certificate-taken-back": () =>
    "The city's education bureau revoked this cycle's certificate; there is no new one. Please ask the bureau if you have questions.",
  "objection-not-refused": () => "Only a refused credit can be objected to.",
  "objection-once": () => "There was an objection about this credit already; each has one.",
  "objection-already-decided": () => "This objection has been decided.",
  "objection-own-refusal": () => "You refused it yourself; somebody else has to decide.",
  "objection-answer-missing": () => "Please say why the refusal stands; the teacher will read it.",
  "objection-project-refused": () =>
    "The whole training was refused or withdrawn; please ask its host to register it again.",
  "objection-brought-again": () =>
    "The same certificate or training has been registered again; please wait for the decision on that one.",
  "objection-bars-recall": () =>
    "The teacher has objected, so this decision can't be recalled any more; the level above will decide.",
} satisfies Partial<Record<ViolationCode, Words>>;
