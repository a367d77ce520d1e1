"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const EVERY_MS = 1_500;

/**
 * Shows the page anew while work goes on elsewhere; a page that nobody looks at waits. The next is asked for when the one
 * before is shown: on a slow machine each would otherwise put off the showing of those before it.
 */
export function AutoRefresh() {
  const router = useRouter();
  const [loading, startTransition] = useTransition();
  useEffect(() => {
    if (loading) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startTransition(() => router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router, loading]);
  return null;
}
