"use client";

import { Fault } from "@/ui/fault";
import "./globals.css";

/** Stands in for the root layout when that is what failed. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="zh-CN">
      <body>
        <title>学分银行</title>
        <Fault digest={error.digest} retry={retry} />
      </body>
    </html>
  );
}
