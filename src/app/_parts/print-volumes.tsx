import { dateTime } from "@/ui/format";

/** The volumes of a print job, as long as they are kept. */
export function PrintVolumes({
  parts,
  href,
  endedAt,
  words,
}: {
  parts: number;
  href: (part: number) => string;
  endedAt: Date | null;
  words: { open(part: number, parts: number): string; kept: string };
}) {
  return (
    <>
      <ul>
        {Array.from({ length: parts }, (_, index) => index + 1).map((part) => (
          <li key={part}>
            <a href={href(part)} className="inline-block py-1.5">
              {words.open(part, parts)}
            </a>
          </li>
        ))}
      </ul>
      <p className="mb-2 text-sm text-soft">
        {endedAt && `${dateTime(endedAt)} `}
        {words.kept}
      </p>
    </>
  );
}
