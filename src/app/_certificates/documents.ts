import { headerText, inWords, pdfAnswer } from "@/app/_access/download";
import { type DocumentRequest, documentAnswer } from "@/app/_summaries/open-document";
import { type OpenedCertificate, openCertificate } from "@/features/certificates/open-certificate";
import { messagesFor } from "@/messages";
import { certificateDocument } from "@/messages/certificate-document";
import { groupedCode } from "@/rules/certificates";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { openBadgeCredential } from "@/server/credential/open-badge";
import { environment } from "@/server/env";
import { currentLocale, currentMessages } from "@/server/locale";
import { typesetCertificate } from "@/server/pdf/certificate-pdf";
import { issuerWords } from "./issuer-words";

/** The printed certificate in the reader's language, for the teacher whose it is and for the city. */
export const certificatePdf = (request: Request, input: DocumentRequest): Promise<Response> =>
  opened(request, input, async ({ statement, keyId, signature }) => {
    const [messages, locale] = await Promise.all([currentMessages(), currentLocale()]);
    const verifyAddress = `${environment().PUBLIC_ORIGIN}/verify`;
    const document = certificateDocument(statement, { keyId, signature, verifyAddress }, messages, locale);
    const pdf = await typesetCertificate(document, `${verifyAddress}/${groupedCode(statement.code)}`, request.signal);
    return pdfAnswer(pdf, `${document.name}.pdf`);
  });

/** The same certificate for software: an Open Badge. Its words are signed, so they are the same for every reader. */
export const certificateCredential = (request: Request, input: DocumentRequest): Promise<Response> =>
  opened(request, input, async ({ statement, place }) => {
    const { badge, document } = messagesFor("zh-CN").certificates;
    const { fromYear, toYear } = statement.cycle;
    const years = `${fromYear}-${toYear}`;
    const credential = await openBadgeCredential(
      {
        certificateId: statement.id,
        number: statement.number,
        holder: statement.name,
        cycle: { startYear: fromYear, endYear: toYear },
        creditsTenths: statement.totalTenths,
        onlineTenths: statement.onlineMetTenths,
        requiredTenths: statement.requiredTotalTenths,
        requiredOnlineTenths: statement.requiredOnlineTenths,
        statusIndex: place,
        issuedAt: new Date(statement.issuedAt),
      },
      {
        issuer: issuerWords(),
        name: badge.name(years),
        description: badge.description(years),
        criteria: badge.criteria(
          formatTenths(statement.requiredTotalTenths),
          formatTenths(statement.requiredOnlineTenths),
        ),
        online: badge.online,
        evidence: badge.evidence(statement.school, statement.head.seq, statement.head.hash),
      },
    );
    return new Response(JSON.stringify(credential, null, 2), {
      headers: {
        "Content-Type": "application/vc",
        "Content-Disposition": `attachment; filename*=UTF-8''${headerText(document.fileName(statement.number))}.json`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  });

/** A document is made of what the city signed, or of nothing. */
function opened(
  request: Request,
  input: DocumentRequest,
  make: (certificate: OpenedCertificate) => Promise<Response>,
): Promise<Response> {
  return documentAnswer(request, input, async (actor: Actor, id: string) => {
    const certificate = await openCertificate(actor, id);
    return certificate.intact ? make(certificate) : inWords(409, (await currentMessages()).certificates.broken);
  });
}
