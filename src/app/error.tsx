"use client";

import { Fault } from "@/ui/fault";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Fault digest={error.digest} retry={reset} />;
}
