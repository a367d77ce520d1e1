"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Messages } from "@/messages";

const CHOICE = "queue-keys";
/** Where the line that names the keys, and turns them off, is in sight (as `lg:` below). */
const WIDE = "(min-width: 64rem)";

/**
 * Keys for whoever works through a queue: J and K go along it, A approves, R and X open their forms, ? leads to the help.
 * They can be turned off: who speaks to the computer presses single keys without meaning to (WCAG 2.1.4).
 */
export function QueueKeys({
  previous,
  next,
  words,
}: {
  previous: string | null;
  next: string | null;
  /** messages.review.keys */
  words: Messages["review"]["keys"];
}) {
  const router = useRouter();
  const help = useRef<HTMLDivElement>(null);
  /** Null until the browser has said what was chosen before; without JavaScript there are no keys to name. */
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => setOn(localStorage.getItem(CHOICE) !== "off"), []);

  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (!isMeant(event)) return;
      const key = event.key.toLowerCase();
      if (key === "j" && next) router.push(next);
      if (key === "k" && previous) router.push(previous);
      if (key === "?") help.current?.focus();
      // A key that is held down would go on to approve what comes next, unread.
      if (!event.repeat) press(key);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [on, previous, next, router]);

  const turn = () => {
    localStorage.setItem(CHOICE, on ? "off" : "on");
    setOn(!on);
  };
  return (
    <div ref={help} tabIndex={-1} className="mt-1 hidden min-h-8 text-soft text-xs lg:block">
      {on !== null && (
        <>
          {on ? words.help : words.off}{" "}
          <button type="button" onClick={turn} className="min-h-8 text-accent underline underline-offset-4">
            {on ? words.turnOff : words.turnOn}
          </button>
        </>
      )}
    </div>
  );
}

/** Nobody is typing, no other key is held, and the line that names the keys is in sight. */
function isMeant({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || !matchMedia(WIDE).matches) return false;
  return !(target instanceof HTMLElement && target.closest("input, textarea, select"));
}

/** Presses the button, or opens the form, that has this key. */
function press(key: string): void {
  const target = document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("select")?.focus();
  } else if (target instanceof HTMLElement) target.click();
}
