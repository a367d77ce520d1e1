"use client";

import { useEffect, useRef, useState } from "react";
import { Ground } from "./action-form";
import type { FormViolation } from "./form-state";
import { Shape } from "./shape";

export interface ShownPreview {
  /** «按证书学时登记：24 学分» */
  line: string | null;
  refusals: FormViolation[];
}

/** Says while a form is filled in what it would be worth, and what would be refused, before anything is uploaded. */
export function ClaimPreview({ preview }: { preview: (form: FormData) => Promise<ShownPreview | null> }) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ShownPreview | null>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let latest = 0;
    const onChange = async (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "file") return;
      latest += 1;
      const asked = latest;
      const typed = new FormData();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") typed.append(name, value);
      const answer = await preview(typed).catch(() => null);
      if (asked === latest) setShown(answer);
    };
    form.addEventListener("change", onChange);
    return () => form.removeEventListener("change", onChange);
  }, [preview]);
  return (
    <div ref={place} role="status" className="empty:hidden">
      {shown?.line && shown.refusals.length === 0 && (
        <p className="mb-3 flex items-center gap-2 rounded-md bg-good-soft px-3 py-2 text-good">
          <Shape name="check" />
          {shown.line}
        </p>
      )}
      {shown && shown.refusals.length > 0 && (
        <ul className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-warn">
          {shown.refusals.map((refusal) => (
            <li key={refusal.text}>
              {refusal.text}
              <Ground violation={refusal} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
