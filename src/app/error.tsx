"use client";

import { Fault } from "@/ui/fault";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Fault digest={error.digest} retry={retry} />;
}
