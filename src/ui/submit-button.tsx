"use client";

import type { ReactNode } from "react";
import { usePending } from "./action-form";
import { Button, type ButtonTone } from "./button";

/** Sends the form around it; with name and value it also says which of several buttons it was. */
export function SubmitButton({
  tone = "primary",
  name,
  value,
  className,
  shortcut,
  children,
}: {
  tone?: ButtonTone;
  name?: string;
  value?: string;
  className?: string;
  /** The key that leads to it (queue-keys.tsx). */
  shortcut?: string;
  children: ReactNode;
}) {
  const { pending, words } = usePending();
  // aria-disabled and not disabled: a disabled button would drop the focus of whoever pressed it by keyboard.
  return (
    <Button
      tone={tone}
      name={name}
      value={value}
      aria-disabled={pending}
      data-shortcut={shortcut}
      className={className}
    >
      {pending ? words.sending : children}
    </Button>
  );
}
