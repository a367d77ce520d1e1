import type { Messages } from "@/messages";
import type { EvidenceKind } from "@/rules/credit-entry";
import { EmptyState } from "./empty-state";
import { ScanStage } from "./scan-stage";

export interface ViewedFile {
  id: string;
  kind: EvidenceKind;
  originalName: string;
  mediaType: string;
}

/**
 * The scans of an entry, one large at a time. The others are links, so that it works without JavaScript.
 * @param chosen the place of the one that is shown, from 1
 */
export function EvidenceViewer({
  files,
  chosen,
  href,
  messages,
}: {
  files: readonly ViewedFile[];
  chosen: number;
  href: (place: number) => string;
  messages: Messages;
}) {
  const { claim, credits } = messages;
  const file = files[Math.min(Math.max(chosen, 1), files.length) - 1];
  if (!file) return <EmptyState text={claim.noScans} />;
  return (
    <div>
      {file.mediaType === "application/pdf" ? (
        <>
          <iframe
            src={`/evidence/${file.id}`}
            title={file.originalName}
            className="h-[36rem] w-full rounded-md border border-line bg-track"
          />
          <p className="mt-1 text-sm">
            <a href={`/evidence/${file.id}`} target="_blank" rel="noreferrer">
              {claim.openPdf}
            </a>
          </p>
        </>
      ) : (
        <ScanStage
          key={file.id}
          src={`/evidence/${file.id}`}
          alt={`${credits.evidenceKinds[file.kind]}：${file.originalName}`}
          words={{ zoom: claim.zoom, rotate: claim.rotate }}
        />
      )}
      {files.length > 1 && (
        <ol className="mt-2 flex flex-wrap gap-x-4 text-sm">
          {files.map((one, index) => (
            <li key={one.id}>
              <a
                href={href(index + 1)}
                aria-current={one.id === file.id ? "true" : undefined}
                className="inline-block py-1 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
              >
                {claim.scanOf(index + 1, files.length)} {credits.evidenceKinds[one.kind]}
              </a>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
