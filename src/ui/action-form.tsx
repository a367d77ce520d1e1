"use client";

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from "react";
import type { Messages } from "@/messages";
import type { FormState, FormViolation } from "./form-state";
import { Shape } from "./shape";

type FormWords = Messages["forms"];

interface FormContext {
  state: FormState;
  pending: boolean;
  words: FormWords;
  prefix: string;
}

const Context = createContext<FormContext | null>(null);

function useForm(): FormContext {
  const form = useContext(Context);
  if (!form) throw new Error("A field stands inside an ActionForm.");
  return form;
}

/** Is the form on its way? */
export function usePending(): { pending: boolean; words: FormWords } {
  return useForm();
}

export interface FieldState {
  /** The id of the control; the summary links to it. */
  id: string;
  violations: FormViolation[];
  /** What was typed before the last answer; undefined when nothing was. */
  value: string | undefined;
  /** Was the form answered before? Then a missing value of a box means that it wasn't ticked. */
  answered: boolean;
  words: FormWords;
}

const fieldId = (prefix: string, name: string) => `${prefix}field-${name}`;

/** What a field of this name has to show: its errors and what was typed. */
export function useField(name: string): FieldState {
  const { state, words, prefix } = useForm();
  return {
    id: fieldId(prefix, name),
    violations: state?.violations.filter((violation) => violation.field === name) ?? [],
    value: state?.values[name],
    answered: state !== null,
    words,
  };
}

/** A form behind a line that opens. */
interface Fold {
  summary: ReactNode;
  danger?: boolean;
  /** The next useful step lies open. */
  open?: boolean;
  /** The key that leads to it (queue-keys.tsx). */
  shortcut?: string;
}

/**
 * A form for a server action. Works without JavaScript; with it, what was typed and chosen stays in place whatever the
 * answer, the summary of errors takes the focus, and a second click while it is on its way does nothing.
 */
export function ActionForm({
  action,
  words,
  className,
  prefix = "",
  fold,
  children,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** messages.forms */
  words: FormWords;
  className?: string;
  /** Keeps the ids of two forms on one page apart. */
  prefix?: string;
  fold?: Fold;
  children: ReactNode;
}) {
  const [state, submit, pending] = useActionState(action, null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state) summary.current?.focus();
  }, [state]);

  // React empties a form after its action; sent by hand it keeps chosen files and everything else that was typed.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (submitter instanceof HTMLButtonElement && submitter.name) form.append(submitter.name, submitter.value);
    startTransition(() => submit(form));
  };

  const content = (
    <form action={submit} onSubmit={send} noValidate aria-busy={pending} className={className}>
      <div ref={summary} tabIndex={-1} role={state ? "alert" : undefined} className="outline-none">
        {state && <Summary state={state} words={words} prefix={prefix} />}
      </div>
      {children}
    </form>
  );
  return (
    <Context value={{ state, pending, words, prefix }}>
      {fold ? (
        <Folded fold={fold} answered={state !== null}>
          {content}
        </Folded>
      ) : (
        content
      )}
    </Context>
  );
}

/**
 * Opened by the browser itself, so it works without JavaScript. What was answered lies open: without JavaScript the page is made
 * anew, and errors in a closed fold would be seen by nobody.
 */
function Folded({
  fold: { summary, danger, open = false, shortcut },
  answered,
  children,
}: {
  fold: Fold;
  answered: boolean;
  children: ReactNode;
}) {
  return (
    <details
      open={open || answered}
      data-shortcut={shortcut}
      className="mt-2 rounded-md border border-line bg-paper px-3 open:pb-3"
    >
      <summary className={`min-h-11 cursor-pointer py-2 ${danger ? "text-bad" : "text-accent"}`}>{summary}</summary>
      {children}
    </details>
  );
}

function Summary({ state, words, prefix }: { state: NonNullable<FormState>; words: FormWords; prefix: string }) {
  if (state.conflict === null && state.violations.length === 0) return null;
  return (
    <div className="mb-4 rounded-md border-2 border-bad bg-bad-soft px-4 py-3">
      <p className="flex items-center gap-2 font-semibold text-bad">
        <Shape name="alert" />
        {state.conflict === null ? words.summary : words.conflictTitle}
      </p>
      {state.conflict !== null && (
        <p>
          {state.conflict}
          <span className="block text-sm">{words.conflictHint}</span>
        </p>
      )}
      <ul className="mt-1 space-y-1">
        {state.violations.map((violation) => (
          <li key={`${violation.field} ${violation.text}`}>
            {violation.field === null ? (
              violation.text
            ) : (
              <a href={`#${fieldId(prefix, violation.field)}`}>
                {violation.label && violation.label + words.colon}
                {violation.text}
              </a>
            )}
            <Ground violation={violation} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The link to the clause that stands behind an error; opens beside the form, so that nothing typed is lost. */
export function Ground({ violation: { ground } }: { violation: FormViolation }) {
  if (!ground) return null;
  return (
    <a
      href={ground.href}
      target="_blank"
      rel="noreferrer"
      className="ml-2 inline-block whitespace-nowrap py-0.5 text-xs"
    >
      {ground.text}
    </a>
  );
}
