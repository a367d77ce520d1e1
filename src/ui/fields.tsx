"use client";

import type { ReactNode } from "react";
import { type FieldState, Ground, useField } from "./action-form";
import { Shape } from "./shape";

export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** May stay empty; the label says so. */
  optional?: boolean;
  defaultValue?: string;
}

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

const CONTROL =
  "block min-h-11 w-full rounded-md border bg-paper px-3 py-2 text-base aria-invalid:border-2 aria-invalid:border-bad border-edge";

function describedBy({ id, violations }: FieldState, hint: ReactNode): string | undefined {
  const ids = [hint ? `${id}-hint` : null, violations.length > 0 ? `${id}-error` : null].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function aria(field: FieldState, { hint, optional }: Pick<FieldProps, "hint" | "optional">) {
  return {
    "aria-required": optional ? undefined : true,
    "aria-invalid": field.violations.length > 0 || undefined,
    "aria-describedby": describedBy(field, hint),
  };
}

function LabelText({ field, label, optional }: { field: FieldState; label: string; optional?: boolean }) {
  return (
    <>
      {label}
      {optional && <span className="ml-2 font-normal text-soft text-sm">{field.words.optional}</span>}
    </>
  );
}

/** The hint and the errors of a field, where its aria-describedby expects them. */
export function Notes({ field, hint }: { field: FieldState; hint?: ReactNode }) {
  return (
    <>
      {hint && (
        <p id={`${field.id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {field.violations.length > 0 && (
        <ul id={`${field.id}-error`} className="text-bad">
          {field.violations.map((violation) => (
            <li key={violation.text} className="flex items-baseline gap-1.5">
              <Shape name="alert" />
              <span>
                {violation.text}
                <Ground violation={violation} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Labelled({
  field,
  label,
  hint,
  optional,
  children,
}: Omit<FieldProps, "name"> & { field: FieldState; children: ReactNode }) {
  return (
    <div className="mb-4">
      <label htmlFor={field.id} className="font-medium">
        <LabelText field={field} label={label} optional={optional} />
      </label>
      <Notes field={field} hint={hint} />
      <div className="mt-1">{children}</div>
    </div>
  );
}

/** One line of text. `narrow` for numbers and short codes. */
export function TextField({
  narrow,
  type = "text",
  autoComplete = "off",
  inputMode,
  maxLength,
  ...props
}: FieldProps & {
  narrow?: boolean;
  type?: "text" | "password" | "search" | "email";
  autoComplete?: string;
  inputMode?: "text" | "decimal" | "numeric";
  maxLength?: number;
}) {
  const field = useField(props.name);
  return (
    <Labelled {...props} field={field}>
      <input
        id={field.id}
        name={props.name}
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={maxLength}
        defaultValue={type === "password" ? undefined : (field.value ?? props.defaultValue)}
        className={narrow ? `${CONTROL} max-w-48` : CONTROL}
        {...aria(field, props)}
      />
    </Labelled>
  );
}

/** A calendar date, YYYY-MM-DD. */
export function DateField({ min, max, ...props }: FieldProps & { min?: string; max?: string }) {
  const field = useField(props.name);
  return (
    <Labelled {...props} field={field}>
      <input
        id={field.id}
        name={props.name}
        type="date"
        min={min}
        max={max}
        placeholder={field.words.dateHint}
        defaultValue={field.value ?? props.defaultValue}
        className={`${CONTROL} max-w-56`}
        {...aria(field, props)}
      />
    </Labelled>
  );
}

/** One of many; begins with «请选择» unless there is a default. */
export function SelectField({ choices, ...props }: FieldProps & { choices: readonly Choice[] }) {
  const field = useField(props.name);
  return (
    <Labelled {...props} field={field}>
      <select
        id={field.id}
        name={props.name}
        defaultValue={field.value ?? props.defaultValue ?? ""}
        className={CONTROL}
        {...aria(field, props)}
      >
        <option value="">{field.words.choose}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** One of few, all in sight. */
export function RadioGroup({ choices, ...props }: FieldProps & { choices: readonly Choice[] }) {
  const field = useField(props.name);
  const chosen = field.value ?? props.defaultValue;
  const { "aria-describedby": description, "aria-invalid": invalid } = aria(field, props);
  return (
    <fieldset className="mb-4" aria-describedby={description}>
      <legend className="font-medium">
        <LabelText field={field} label={props.label} optional={props.optional} />
      </legend>
      <Notes field={field} hint={props.hint} />
      <div className="mt-1 flex flex-col gap-1">
        {choices.map(({ value, label, hint }, place) => (
          <label
            key={value}
            className="flex min-h-11 items-center gap-3 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              id={place === 0 ? field.id : `${field.id}-${value}`}
              type="radio"
              name={props.name}
              value={value}
              defaultChecked={chosen === value}
              aria-invalid={invalid}
              className="size-5 shrink-0 accent-accent"
            />
            <span>
              {label}
              {hint && <span className="block text-sm text-soft">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A tick; sends «on», or nothing. */
export function CheckboxField({
  defaultChecked = false,
  ...props
}: Omit<FieldProps, "defaultValue"> & { defaultChecked?: boolean }) {
  const field = useField(props.name);
  return (
    <div className="mb-4">
      <label className="flex min-h-11 items-start gap-3 py-2">
        <input
          id={field.id}
          type="checkbox"
          name={props.name}
          defaultChecked={field.answered ? field.value === "on" : defaultChecked}
          className="mt-1 size-5 shrink-0 accent-accent"
          {...aria(field, props)}
        />
        <span>{props.label}</span>
      </label>
      <Notes field={field} hint={props.hint} />
    </div>
  );
}

/** Several lines of text. */
export function TextArea({ rows = 3, maxLength, ...props }: FieldProps & { rows?: number; maxLength?: number }) {
  const field = useField(props.name);
  return (
    <Labelled {...props} field={field}>
      <textarea
        id={field.id}
        name={props.name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={field.value ?? props.defaultValue}
        className={CONTROL}
        {...aria(field, props)}
      />
    </Labelled>
  );
}

/** What the form knows and nobody types. */
export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}
