"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "@/ui/button";

const never = () => () => {};

/** Opens the browser's own dialog; without JavaScript there is none to open, and no button. */
export function PrintButton({ children }: { children: ReactNode }) {
  const runs = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return runs ? (
    <Button type="button" onClick={() => window.print()}>
      {children}
    </Button>
  ) : null;
}
