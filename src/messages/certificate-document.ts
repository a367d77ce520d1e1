import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { certificateNumberParts, groupedCode } from "@/rules/certificates";
import { CLAUSES } from "@/rules/clauses";
import { formatTenths } from "@/rules/credits";
import type { Locale, Messages } from ".";

/** What a certificate attests, before it has words. Tenths of a credit. */
export interface AttestedCertificate {
  number: string;
  code: string;
  name: string;
  school: string;
  issuer: string;
  cycle: { fromYear: number; toYear: number };
  totalTenths: number;
  requiredTotalTenths: number;
  onlineTenths: number;
  onlineMetTenths: number;
  requiredOnlineTenths: number;
  deemed: boolean;
  notice: string;
  head: { seq: number; hash: string };
  issuedAt: string;
}

/** A certificate in words, as it is printed. */
export interface CertificateDocument {
  lang: "zh" | "en";
  title: string;
  /** A file's name, without its ending. */
  name: string;
  heading: string;
  number: string;
  sentence: string;
  remark: string | null;
  facts: [label: string, value: string][];
  ground: string;
  issuer: [label: string, value: string];
  issuedOn: [label: string, value: CalendarDate];
  code: [label: string, value: string];
  verify: string;
  qr: string;
  /** Key, signature and place in the ledger, in small print. */
  proofs: [label: string, value: string][];
}

const SHOWN_DIGITS = 32;
const shortened = (hex: string) => hex.slice(0, SHOWN_DIGITS).match(/.{8}/g)?.join(" ") ?? hex;

/** The number as it is printed: 新继教证（2016-2020）第 000123 号. */
export const certificateNumberWords = (
  number: string,
  cycle: { fromYear: number; toYear: number },
  { certificates }: Messages,
): string => certificates.numbered(cycle, certificateNumberParts(number).serial);

/** Puts a certificate into words. @param verifyAddress where a code can be typed in */
export function certificateDocument(
  of: AttestedCertificate,
  { keyId, signature, verifyAddress }: { keyId: string; signature: string; verifyAddress: string },
  messages: Messages,
  locale: Locale,
): CertificateDocument {
  const { certificates } = messages;
  const words = certificates.document;
  const number = certificateNumberWords(of.number, of.cycle, messages);
  const clause = (id: "N1" | "N3.3" | "N3.5") => CLAUSES[id].label;
  return {
    lang: locale === "zh-CN" ? "zh" : "en",
    title: `${words.heading} ${number}`,
    name: words.fileName(of.number),
    heading: words.heading,
    number,
    sentence: words.sentence(of.name, of.school, of.cycle),
    remark: of.deemed ? words.deemed(clause("N3.3")) : null,
    facts: [
      [words.total, words.ofRequired(formatTenths(of.totalTenths), formatTenths(of.requiredTotalTenths))],
      [words.online, onlineWords(of, messages)],
    ],
    ground: words.ground(of.notice, [clause("N1"), clause("N3.5")].join("、")),
    issuer: [words.issuer, of.issuer],
    issuedOn: [certificates.issuedOn, calendarDateInShanghai(new Date(of.issuedAt))],
    code: [certificates.code, groupedCode(of.code)],
    verify: words.verify(verifyAddress),
    qr: words.qr,
    proofs: [
      [words.signature, shortened(signature)],
      [words.key, keyId],
      [words.ledger, words.ledgerAt(of.head.seq, shortened(of.head.hash))],
    ],
  };
}

/** What was earned; what support teaching deems on top is told apart. */
function onlineWords(
  { onlineTenths, onlineMetTenths, requiredOnlineTenths }: AttestedCertificate,
  { certificates: { document } }: Messages,
): string {
  const deemed = onlineMetTenths - onlineTenths;
  const met = document.ofRequired(formatTenths(onlineMetTenths), formatTenths(requiredOnlineTenths));
  return deemed > 0 ? `${met}${document.deemedPart(formatTenths(deemed))}` : met;
}
