"use client";

import { problems as english } from "@/messages/en/problems";
import { problems as chinese } from "@/messages/zh-CN/problems";
import { Button } from "./button";

/**
 * The server failed: an apology with the number under which the log has it. In both languages, because which one the
 * reader chose is known on the server, and that is what failed.
 */
export function Fault({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-4 py-8">
      <div className="rounded-md border border-line bg-paper px-5 py-5">
        <h1 className="text-xl" lang="zh-CN">
          {chinese.failedTitle}
        </h1>
        <p className="mt-1" lang="zh-CN">
          {chinese.failed}
        </p>
        <p className="mt-3 text-sm text-soft" lang="en">
          {english.failedTitle}. {english.failed}
        </p>
        {digest && (
          <p className="mt-3">
            {chinese.logId} / {english.logId}: <code className="font-mono">{digest}</code>
          </p>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          <Button type="button" onClick={retry}>
            {chinese.retry} / {english.retry}
          </Button>
          {/* A full load: the state of this page is what failed. */}
          <a href="/" className="py-2">
            {chinese.home} / {english.home}
          </a>
        </div>
      </div>
    </main>
  );
}
