"use client";

import type { ReactNode } from "react";
import { PrintButton } from "@/app/_summaries/print-button";
import { useField } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import type { SlipLines } from "./slip-lines";
import "./slips.css";

interface SlipWords {
  slipsTitle: string;
  slipsHint: string;
  mailed: string;
  notMailed: string;
  print: string;
  slip: { heading: string; password: string; until: string; note: string };
}

/** The passwords that the form around it was just answered with, to be printed; before that, the form itself. */
export function Slips({ words, children }: { words: SlipWords; children: ReactNode }) {
  const { value } = useField("slips");
  const { value: asked } = useField("asked");
  if (value === undefined) return children;
  const slips = JSON.parse(value) as SlipLines[];
  if (slips.length === 0) return <Banner tone="good">{words.mailed}</Banner>;
  return (
    <section role="status" className="slips rounded-md border-2 border-good bg-good-soft px-4 py-3">
      <div className="slips-screen mb-3">
        {asked === "mail" && <p className="mb-2 font-semibold text-bad">{words.notMailed}</p>}
        <p className="font-semibold">{words.slipsTitle}</p>
        <p className="mb-2 text-sm">{words.slipsHint}</p>
        <PrintButton>{words.print}</PrintButton>
      </div>
      <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fill,minmax(19rem,1fr))]">
        {slips.map(({ lines, password, until }) => (
          <li key={password} className="rounded-sm border border-edge border-dashed bg-paper px-4 py-3">
            <p className="mb-1 font-semibold">{words.slip.heading}</p>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
              {[...lines, [words.slip.password, password], [words.slip.until, until]].map(([name, text]) => (
                <div key={name} className="contents">
                  <dt className="text-soft">{name}</dt>
                  <dd className={text === password ? "font-mono text-lg" : "break-all"}>{text}</dd>
                </div>
              ))}
            </dl>
            <p className="mt-1 text-soft text-xs">{words.slip.note}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
