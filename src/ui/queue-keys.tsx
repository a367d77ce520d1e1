"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Keys for whoever works through a queue: J and K go along it, A approves, R and X open their forms. */
export function QueueKeys({ previous, next }: { previous: string | null; next: string | null }) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "j" && next) router.push(next);
      if (key === "k" && previous) router.push(previous);
      const target = document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
      if (target instanceof HTMLDetailsElement) {
        target.open = true;
        target.querySelector("select")?.focus();
      } else if (target instanceof HTMLElement) target.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [previous, next, router]);
  return null;
}
