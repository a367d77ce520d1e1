import type { ReactNode } from "react";
import { Button } from "./button";

/** A search that stands in the address: it can be sent, and the back button works. */
export function SearchForm({
  action,
  label,
  value,
  submitText,
  children,
}: {
  /** The page that answers, where it isn't this one. */
  action?: string;
  label: string;
  value: string | undefined;
  submitText: string;
  /** Further fields of the same form. */
  children?: ReactNode;
}) {
  return (
    <search>
      <form method="get" action={action} className="mb-3 flex flex-wrap items-end gap-3">
        <label className="min-w-60 flex-1 text-sm text-soft sm:max-w-md">
          {label}
          <input
            type="search"
            name="q"
            defaultValue={value}
            maxLength={60}
            className="mt-1 block min-h-11 w-full rounded-md border border-edge bg-paper px-3 py-2 text-base text-ink"
          />
        </label>
        {children}
        <Button tone="plain">{submitText}</Button>
      </form>
    </search>
  );
}

/** A choice beside the search. */
export function SearchSelect({
  name,
  label,
  value,
  all,
  choices,
}: {
  name: string;
  label: string;
  value: string | undefined;
  /** The text of «no filter». */
  all: string;
  choices: readonly { value: string; label: string }[];
}) {
  return (
    <label className="max-w-full text-sm text-soft">
      {label}
      <select
        name={name}
        defaultValue={value ?? ""}
        className="mt-1 block min-h-11 max-w-full rounded-md border border-edge bg-paper px-3 py-2 text-base text-ink"
      >
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
