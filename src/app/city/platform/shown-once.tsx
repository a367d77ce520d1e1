"use client";

import { useField } from "@/ui/action-form";

/** The token that the form around it was just answered with. */
export function ShownOnce({ label, hint }: { label: string; hint: string }) {
  const { value, id } = useField("token");
  if (value === undefined) return null;
  return (
    <div role="status" className="mb-4 rounded-md border-2 border-good bg-good-soft px-4 py-3">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <p className="text-sm">{hint}</p>
      <textarea
        id={id}
        readOnly
        rows={2}
        value={value}
        className="mt-2 block w-full break-all rounded-md border border-edge bg-paper px-3 py-2 font-mono"
      />
    </div>
  );
}
