"use client";

import { type ChangeEvent, useState } from "react";
import type { Messages } from "@/messages";
import type { EvidenceKind } from "@/rules/credit-entry";
import { useField } from "./action-form";
import { Notes } from "./fields";

interface ShownFile {
  id: string;
  originalName: string;
  hasThumbnail: boolean;
}

const ACCEPT = "image/jpeg,image/png,image/webp,application/pdf";

/**
 * The scans of one kind. With JavaScript a file is kept as soon as it is chosen; without, it goes along with the form, and is
 * kept even when something else in the form is wrong.
 */
export function EvidenceField({
  kind,
  claimId,
  label,
  hint,
  files,
  words,
}: {
  kind: EvidenceKind;
  claimId: string;
  label: string;
  hint: string;
  files: readonly ShownFile[];
  /** messages.claim.upload */
  words: Messages["claim"]["upload"];
}) {
  const field = useField(kind);
  const [added, setAdded] = useState<ShownFile[]>([]);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const known = new Set(files.map((file) => file.id));
  const shown = [...files, ...added.filter((file) => !known.has(file.id))].filter((file) => !removed.has(file.id));

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const chosen = [...(input.files ?? [])];
    setProblem(null);
    setBusy(true);
    for (const file of chosen) {
      const answer = await send(file, claimId, kind, words.failed);
      if (typeof answer === "string") setProblem(file.name + field.words.colon + answer);
      // The same file chosen again is the one that is there.
      else setAdded((before) => [...before.filter((one) => one.id !== answer.id), answer]);
    }
    // What is kept must not be sent a second time with the form.
    input.value = "";
    setBusy(false);
  }

  async function remove(id: string) {
    const response = await fetch(`/api/evidence?id=${id}`, { method: "DELETE" }).catch(() => null);
    if (response?.ok) setRemoved((before) => new Set([...before, id]));
    else setProblem(words.failed);
  }

  return (
    <div className="mb-4 rounded-md border border-line px-3 py-3">
      <label htmlFor={field.id} className="font-medium">
        {label}
      </label>
      <Notes field={field} hint={hint} />
      {shown.length > 0 && (
        <ul className="my-2 flex flex-wrap gap-3">
          {shown.map((file) => (
            <li key={file.id} className="w-28 text-xs">
              <a href={`/evidence/${file.id}`} target="_blank" rel="noreferrer" className="block break-words">
                {file.hasThumbnail ? (
                  // biome-ignore lint/performance/noImgElement: behind a sign-in, so the image optimiser can't fetch it
                  <img
                    src={`/evidence/${file.id}?size=thumbnail`}
                    alt=""
                    className="mb-1 h-20 w-28 rounded-sm border border-line object-cover"
                  />
                ) : (
                  <span className="mb-1 flex h-20 w-28 items-center justify-center rounded-sm border border-line">
                    PDF
                  </span>
                )}
                {file.originalName}
              </a>
              <button type="button" onClick={() => remove(file.id)} className="min-h-8 text-bad underline">
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={field.id}
        type="file"
        name={`file:${kind}`}
        accept={ACCEPT}
        multiple
        onChange={upload}
        aria-invalid={field.violations.length > 0 || undefined}
        className="mt-1 block w-full rounded-md border border-edge border-dashed px-3 py-2 text-sm file:mr-3 file:rounded-md file:border file:border-accent file:bg-paper file:px-3 file:py-1 file:text-accent"
      />
      <p role="status" className={problem ? "text-bad" : "text-sm text-soft"}>
        {busy ? words.uploading : problem}
      </p>
    </div>
  );
}

async function send(file: File, claim: string, kind: EvidenceKind, failed: string): Promise<ShownFile | string> {
  const query = new URLSearchParams({ claim, kind, name: file.name });
  try {
    const response = await fetch(`/api/evidence?${query}`, { method: "POST", body: file });
    const answer = (await response.json()) as { id?: string; text?: string };
    if (!response.ok || !answer.id) return answer.text ?? failed;
    return { id: answer.id, originalName: file.name, hasThumbnail: file.type !== "application/pdf" };
  } catch {
    return failed;
  }
}
